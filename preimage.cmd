@echo off
rem Starts Preimage on Windows; builds it first when there is no build.
setlocal
set "ROOT=%~dp0"
set "CLI=%ROOT%preimage-cli\target"
if exist "%CLI%\lib" goto run
echo building Preimage (first use, about a minute) ... 1>&2
if not exist "%ROOT%target" mkdir "%ROOT%target"
pushd "%ROOT%"
call mvn -B -q -DskipTests -Dwarnings=-nowarn -Dspotless.check.skip -Djacoco.skip=true package -pl preimage-cli -am > target\launcher-build.log 2>&1
if errorlevel 1 (
  popd
  echo preimage: the build failed; the whole log is %ROOT%target\launcher-build.log 1>&2
  exit /b 70
)
popd
:run
set OPENBLAS_NUM_THREADS=1
java -Dorg.bytedeco.javacpp.maxPhysicalBytes=0 -XX:+UseParallelGC -XX:MaxRAMPercentage=60 -Djava.awt.headless=true -Dfile.encoding=UTF-8 %PREIMAGE_JAVA_OPTS% -cp "%CLI%\classes;%CLI%\lib\*" org.preimage.cli.Preimage %*
exit /b %ERRORLEVEL%
