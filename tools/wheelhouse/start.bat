@echo off
rem Starts tilcoach from this folder, without internet. The first time takes a minute.
setlocal
set "own=%LOCALAPPDATA%\tilcoach\@VERSION@-python@PYTHON@"
if exist "%own%\ready" goto start

set "python=py -@PYTHON@"
%python% -c "import sys; sys.exit('%%d.%%d' %% sys.version_info[:2] != '@PYTHON@')" 2>nul
if not errorlevel 1 goto install
set "python=python"
%python% -c "import sys; sys.exit('%%d.%%d' %% sys.version_info[:2] != '@PYTHON@')" 2>nul
if not errorlevel 1 goto install
echo tilcoach heeft Python @PYTHON@ nodig: zet het op deze computer en start dit opnieuw.
echo tilcoach needs Python @PYTHON@: put it on this computer and start this again.
pause
exit /b 1

:install
echo De eerste keer duurt het een minuut. / The first time takes a minute.
if exist "%own%" rmdir /s /q "%own%"
%python% -m venv "%own%"
if errorlevel 1 goto failed
"%own%\Scripts\python.exe" -m pip install --quiet --disable-pip-version-check --no-index --find-links "%~dp0wheels" --require-hashes -r "%~dp0requirements.txt"
if errorlevel 1 goto failed
"%own%\Scripts\python.exe" -m pip install --quiet --disable-pip-version-check --no-index --no-deps --find-links "%~dp0wheels" tilcoach==@VERSION@
if errorlevel 1 goto failed
type nul > "%own%\ready"

:start
if "%~1"=="" goto window
"%own%\Scripts\tilcoach.exe" %*
exit /b %errorlevel%

:window
"%own%\Scripts\tilcoach.exe" app --window
if not errorlevel 1 exit /b 0
rem The sentence that says why stays to be read.
pause
exit /b 1

:failed
echo Het is niet gelukt. Pak de map opnieuw uit en start dit nog eens.
echo It did not work. Unpack the folder again and start this once more.
pause
exit /b 1
