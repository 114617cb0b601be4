# desk-print.ps1 HOST - for a desk's own Windows machine: prints what is sent "to my desk" in
# chairside. HOST is what you type behind ssh to log in. Leave it running; Ctrl-C ends it. Each
# paper opens in the web browser, which prints it. cmd.exe keeps the bytes as they come:
# PowerShell's own > would make text of them.
param([Parameter(Mandatory = $true)][string]$HostName)
$page = Join-Path ([IO.Path]::GetTempPath()) ("chairside-" + [IO.Path]::GetRandomFileName() + ".html")
try {
	while ($true) {
		cmd /c "ssh $HostName next-print > `"$page`""
		if ($LASTEXITCODE -eq 0) { Invoke-Item $page; Start-Sleep 5 }
		elseif ($LASTEXITCODE -ne 75) { Start-Sleep 10 }
	}
} finally { Remove-Item -Force -ErrorAction SilentlyContinue $page }
