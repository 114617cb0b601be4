# desk-print.ps1 HOST - for a desk's own Windows machine: prints what is sent "to my desk" in
# chairside. HOST is what you type behind ssh to log in. Windows runs no downloaded script unless
# it is told to:
#     powershell -ExecutionPolicy Bypass -File desk-print.ps1 HOST
# Leave it running; Ctrl-C ends it. Each paper opens in the web browser, which prints it, and is
# removed when 20 more have come, or at the end. cmd.exe keeps the bytes as they come: PowerShell's
# own > would make text of them.
param([Parameter(Mandatory = $true)][string]$HostName)
$stem = Join-Path ([IO.Path]::GetTempPath()) ("chairside-" + [IO.Path]::GetRandomFileName())
$n = 1
try {
	while ($true) {
		# the browser may read a page long after it was told to open it
		cmd /c "ssh $HostName next-print > `"$stem-$n.html`""
		if ($LASTEXITCODE -eq 0) {
			Invoke-Item -LiteralPath "$stem-$n.html"
			Remove-Item -Force -ErrorAction SilentlyContinue "$stem-$($n - 20).html"
			$n++
		} elseif ($LASTEXITCODE -ne 75) { Start-Sleep 10 }
	}
} finally { Remove-Item -Force -ErrorAction SilentlyContinue "$stem-*.html" }
