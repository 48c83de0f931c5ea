@echo off
rem Menjalankan perintah rkt; dipasang oleh Pasang RKT.
setlocal EnableExtensions DisableDelayedExpansion
set /p LINGKUNGAN=<"%~dp0dipakai.txt"
"%~dp0%LINGKUNGAN%\Scripts\python.exe" -I -m rkt_excel %* & exit /b
