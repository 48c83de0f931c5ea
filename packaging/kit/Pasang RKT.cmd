@echo off
rem Memasang RKT untuk pemakai ini saja, dari folder ini saja: tanpa administrator, tanpa internet. Boleh dijalankan lagi.
setlocal EnableExtensions DisableDelayedExpansion
set NoDefaultCurrentDirectoryInExePath=1
set PYTHON_MANAGER_AUTOMATIC_INSTALL=false
set PYLAUNCHER_ALLOW_INSTALL=
chcp 65001 >nul
title Pasang RKT @VERSI@
set "RUMAH=%LOCALAPPDATA%\RKT"
set "KANTOR=%USERPROFILE%\RKT"
set PYTHON=
set DITOLAK=
set LAIN=
set BERHENTI=3
pushd "%~dp0"
if not exist "Pasang RKT.cmd" goto tanpa_folder
if not exist "paket\rkt_excel-@VERSI@-py3-none-any.whl" goto belum_diekstrak
for %%v in (@PYTHON@) do call :coba %%v
if not defined PYTHON goto tanpa_python

set BERHENTI=4
if not exist "%RUMAH%\" mkdir "%RUMAH%"
if not exist "%RUMAH%\" goto tidak_dapat_ditulis
set DIPAKAI=
if exist "%RUMAH%\dipakai.txt" set /p DIPAKAI=<"%RUMAH%\dipakai.txt"
set BARU=lingkungan-1
if "%DIPAKAI%"=="lingkungan-1" set BARU=lingkungan-2
if exist "%RUMAH%\%BARU%\" rmdir /s /q "%RUMAH%\%BARU%"
if exist "%RUMAH%\%BARU%\" goto masih_terbuka

echo Memasang RKT @VERSI@ dengan Python %PYTHON%. Ini memerlukan beberapa menit; jangan tutup jendela ini.
py -%PYTHON% -I -m venv "%RUMAH%\%BARU%"
if not exist "%RUMAH%\%BARU%\Scripts\python.exe" goto lingkungan_gagal
"%RUMAH%\%BARU%\Scripts\python.exe" -I -m pip --isolated --quiet --disable-pip-version-check install --no-index --no-cache-dir --no-warn-script-location --only-binary :all: --require-hashes --find-links paket -r "paket\%PYTHON%.txt"
if errorlevel 1 goto paket_gagal
"%RUMAH%\%BARU%\Scripts\python.exe" -I -c "import lxml.etree, pandas, PIL.Image, pydantic, rkt_excel.cli"
if errorlevel 1 goto tidak_jalan

copy /y "berkas\rkt.cmd" "%RUMAH%\rkt.cmd" >nul
if errorlevel 1 goto tidak_dapat_ditulis
copy /y "berkas\Meja RKT.cmd" "%RUMAH%\Meja RKT.cmd" >nul
if errorlevel 1 goto tidak_dapat_ditulis
>"%RUMAH%\dipakai.baru" echo %BARU%
move /y "%RUMAH%\dipakai.baru" "%RUMAH%\dipakai.txt" >nul
if exist "%RUMAH%\dipakai.baru" goto tidak_dapat_ditulis
if defined DIPAKAI if exist "%RUMAH%\%DIPAKAI%\" ren "%RUMAH%\%DIPAKAI%" lingkungan-lama 2>nul
if exist "%RUMAH%\lingkungan-lama\" rmdir /s /q "%RUMAH%\lingkungan-lama" 2>nul
if not exist "%KANTOR%\" mkdir "%KANTOR%"

rem Pintasan, bila PowerShell boleh membuatnya di komputer ini; bila tidak, salinan berkasnya sendiri.
call :letak DESKTOP Desktop "%USERPROFILE%\Desktop"
call :letak MENU Programs "%APPDATA%\Microsoft\Windows\Start Menu\Programs"
powershell -NoProfile -NonInteractive -Command "$s = New-Object -ComObject WScript.Shell; foreach ($f in 'Desktop', 'Programs') { $l = $s.CreateShortcut((Join-Path $s.SpecialFolders.Item($f) 'Meja RKT.lnk')); $l.TargetPath = Join-Path $env:RUMAH 'Meja RKT.cmd'; $l.WorkingDirectory = $env:KANTOR; $l.Description = 'Rencana Kinerja Tahunan'; $l.Save() }" >nul 2>&1
call :tempatkan "%DESKTOP%"
call :tempatkan "%MENU%"

echo.
echo RKT @VERSI@ sudah terpasang. Klik ganda "Meja RKT" di layar utama (desktop) atau di menu Mulai untuk membukanya.
echo Pekerjaan kantor disimpan di folder "%KANTOR%". Berkas yang sudah ada di sana tidak diubah.
popd
pause
exit /b 0

:coba
if defined PYTHON exit /b 0
py -%1 -I -c "import sys, sysconfig, venv, ensurepip; raise SystemExit(42 if sysconfig.get_platform() != 'win-amd64' or 'WindowsApps' in sys.base_prefix else 0)" >nul 2>&1
if %errorlevel%==42 set LAIN=%1
if not %errorlevel%==0 exit /b 0
if exist "paket\%1.txt" set PYTHON=%1
if not exist "paket\%1.txt" if exist "paket\%1 tidak dapat.txt" set DITOLAK=%1
exit /b 0

:letak
set "%1=%~3"
for /f "tokens=2,*" %%a in ('reg query "HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\Shell Folders" /v %2 2^>nul') do if "%%a"=="REG_SZ" set "%1=%%b"
exit /b 0

:tempatkan
if exist "%~1\Meja RKT.lnk" exit /b 0
if not exist "%~1\Meja RKT.cmd" goto salin
findstr /c:"dipasang oleh Pasang RKT" "%~1\Meja RKT.cmd" >nul
if errorlevel 1 exit /b 0
:salin
copy /y "berkas\Meja RKT.cmd" "%~1\Meja RKT.cmd" >nul 2>&1
if not exist "%~1\Meja RKT.cmd" echo "Meja RKT" tidak dapat ditaruh di "%~1". Bukalah dengan klik ganda "%RUMAH%\Meja RKT.cmd".
exit /b 0

:tanpa_folder
echo Folder kit ini tidak dapat dibuka. Salinlah ke komputer ini, lalu klik ganda Pasang RKT lagi.
goto berhenti
:belum_diekstrak
echo Berkas lain dari kit ini tidak ada di sini. Klik kanan berkas zip-nya, pilih Extract All (Ekstrak Semua), lalu klik ganda Pasang RKT di folder hasilnya.
goto berhenti
:tanpa_python
if defined DITOLAK type "paket\%DITOLAK% tidak dapat.txt"
if defined LAIN echo Python %LAIN% di komputer ini bukan yang 64-bit dari python.org, jadi tidak dapat dipakai.
echo Unduh Python (Windows installer 64-bit, versi @PYTHON_KATA@) dari https://www.python.org/downloads/windows/ dan pasang tanpa administrator, lalu klik ganda Pasang RKT lagi.
goto berhenti
:masih_terbuka
echo Bagian lama RKT masih dipakai. Tutup Meja RKT, lalu klik ganda Pasang RKT lagi.
goto berhenti
:lingkungan_gagal
echo Python %PYTHON% tidak dapat menyiapkan tempat di "%RUMAH%". Periksa ruang kosong di disk, lalu klik ganda Pasang RKT lagi.
goto bersihkan
:paket_gagal
echo Kit ini tidak lengkap atau rusak ketika disalin. Ekstrak lagi berkas zip-nya, lalu klik ganda Pasang RKT lagi.
goto bersihkan
:tidak_jalan
echo Windows menolak menjalankan program dari "%RUMAH%". Tunjukkan pesan ini kepada pengelola komputer kantor.
goto bersihkan
:tidak_dapat_ditulis
echo Folder "%RUMAH%" tidak dapat ditulisi. Tutup Meja RKT dan periksa ruang kosong di disk, lalu klik ganda Pasang RKT lagi.
:bersihkan
if defined BARU if exist "%RUMAH%\%BARU%\" rmdir /s /q "%RUMAH%\%BARU%" 2>nul
if defined DIPAKAI echo RKT yang sudah terpasang tidak diubah.
:berhenti
echo RKT belum terpasang dari kit ini.
popd
pause
exit /b %BERHENTI%
