@echo off
rem Menghapus yang dipasang oleh Pasang RKT, dan tidak yang lain. Pekerjaan kantor tetap di tempatnya.
setlocal EnableExtensions DisableDelayedExpansion
set NoDefaultCurrentDirectoryInExePath=1
chcp 65001 >nul
title Hapus RKT
set "RUMAH=%LOCALAPPDATA%\RKT"
set "KANTOR=%USERPROFILE%\RKT"
if not exist "%RUMAH%\dipakai.txt" if not exist "%RUMAH%\Meja RKT.cmd" if not exist "%RUMAH%\lingkungan-1\" if not exist "%RUMAH%\lingkungan-2\" goto tidak_ada
for %%n in (1 2) do call :singkirkan lingkungan-%%n
for %%n in (1 2) do if exist "%RUMAH%\lingkungan-%%n\" goto masih_terbuka
for %%n in (1 2) do if exist "%RUMAH%\hapus-%%n\" rmdir /s /q "%RUMAH%\hapus-%%n"
if exist "%RUMAH%\lingkungan-lama\" rmdir /s /q "%RUMAH%\lingkungan-lama"
call :letak DESKTOP Desktop "%USERPROFILE%\Desktop"
call :letak MENU Programs "%APPDATA%\Microsoft\Windows\Start Menu\Programs"
call :cabut "%DESKTOP%"
call :cabut "%MENU%"
for %%b in (dipakai.txt dipakai.baru rkt.cmd "Meja RKT.cmd") do if exist "%RUMAH%\%%~b" del /q "%RUMAH%\%%~b"
rmdir "%RUMAH%" 2>nul
echo RKT sudah dihapus dari komputer ini. Pekerjaan kantor tidak diubah dan tetap ada di "%KANTOR%".
if exist "%RUMAH%\" echo Di "%RUMAH%" masih ada berkas lain; berkas itu tidak dihapus.
pause
exit /b 0

:singkirkan
if not exist "%RUMAH%\%1\" exit /b 0
set NAMA=%1
ren "%RUMAH%\%1" "hapus-%NAMA:~-1%" 2>nul
exit /b 0

:letak
set "%1=%~3"
for /f "tokens=2,*" %%a in ('reg query "HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\Shell Folders" /v %2 2^>nul') do if "%%a"=="REG_SZ" set "%1=%%b"
exit /b 0

:cabut
if exist "%~1\Meja RKT.lnk" del /q "%~1\Meja RKT.lnk"
if not exist "%~1\Meja RKT.cmd" exit /b 0
findstr /c:"dipasang oleh Pasang RKT" "%~1\Meja RKT.cmd" >nul
if not errorlevel 1 del /q "%~1\Meja RKT.cmd"
exit /b 0

:masih_terbuka
for %%n in (1 2) do if exist "%RUMAH%\hapus-%%n\" ren "%RUMAH%\hapus-%%n" lingkungan-%%n
echo RKT masih dipakai. Tutup Meja RKT, lalu klik ganda Hapus RKT lagi. Belum ada yang dihapus.
pause
exit /b 4
:tidak_ada
echo RKT tidak terpasang untuk pemakai ini. Tidak ada yang dihapus.
pause
exit /b 0
