@echo off
rem Membuka meja RKT di folder kantor; dipasang oleh Pasang RKT.
setlocal EnableExtensions DisableDelayedExpansion
set NoDefaultCurrentDirectoryInExePath=1
chcp 65001 >nul
title Meja RKT
set "RUMAH=%LOCALAPPDATA%\RKT"
set "KANTOR=%USERPROFILE%\RKT"
if not exist "%RUMAH%\dipakai.txt" goto tidak_ada
set /p LINGKUNGAN=<"%RUMAH%\dipakai.txt"
if not exist "%KANTOR%\" mkdir "%KANTOR%"
if not exist "%KANTOR%\" goto tanpa_folder
pushd "%KANTOR%"
echo Folder kantor: "%KANTOR%"
"%RUMAH%\%LINGKUNGAN%\Scripts\python.exe" -I -m rkt_excel meja
if errorlevel 1 pause
popd
exit /b 0
:tidak_ada
echo RKT tidak terpasang untuk pemakai ini. Klik ganda Pasang RKT dari kit RKT untuk Windows.
goto berhenti
:tanpa_folder
echo Folder kantor "%KANTOR%" tidak dapat dibuat. Periksa ruang kosong di disk, lalu klik ganda Meja RKT lagi.
:berhenti
pause
exit /b 3
