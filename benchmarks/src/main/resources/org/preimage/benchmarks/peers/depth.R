# Arguments: file with one row a line, n, method. Prints the depth as a share of the rows, and the seconds.
arguments <- commandArgs(trailingOnly = TRUE)
suppressPackageStartupMessages(library(ddalpha))
n <- as.integer(arguments[2])
rows <- matrix(scan(arguments[1], quiet = TRUE), ncol = n, byrow = TRUE)
begin <- Sys.time()
depth <- depth.halfspace(rep(0, n), rows, exact = TRUE, method = arguments[3])
seconds <- as.numeric(difftime(Sys.time(), begin, units = "secs"))
cat(sprintf("%.17g %.9g\n", depth, seconds))
