# Draws figures 8 and 9 from the files beside it, with nothing but base R:
#
#     Rscript figures.R        writes figure8.pdf and figure9.pdf
#
# It counts anew from the rows, so that it also checks what `akabeko-backend evaluate` says.

codebook <- if (file.exists("README.md")) readLines("README.md") else character()
zone <- sub("^.*Time zone: *", "", c(grep("Time zone:", codebook, value = TRUE), "Asia/Tokyo")[1])
read <- function(file) read.csv(file, colClasses = "character", encoding = "UTF-8")
# RFC 3339 with Z or an offset; fractions of a second do not matter here.
time_of <- function(text) {
  text <- sub("\\.[0-9]+", "", sub("[zZ]$", "+00:00", text))
  as.POSIXct(sub("([+-][0-9]{2}):([0-9]{2})$", "\\1\\2", text), format = "%Y-%m-%dT%H:%M:%S%z", tz = "UTC")
}
day_of <- function(times) as.Date(format(times, tz = zone, format = "%Y-%m-%d"))

observations <- read("observations.csv")
observations$day <- day_of(time_of(observations$observed_at))
observations$key <- paste(observations$agent, paste0(observations$protocol, "/", observations$port))
is_open <- tapply(observations$state == "open", list(paste(observations$key, observations$day)), any)
seen <- data.frame(place = names(is_open), open = as.vector(is_open))
seen$day <- as.Date(sub("^.* ", "", seen$place))
seen <- split(seen[c("day", "open")], sub(" [^ ]*$", "", seen$place))

notices <- read("notices.csv")
notices <- notices[notices$arm == "notify" & notices$sent_at != "", ]
notices$at <- time_of(notices$sent_at)
notices$t0 <- day_of(notices$at)

# Improved at week i: on its seven days every port was seen on at least two days and never open.
improved <- function(agent, ports, t0, week) {
  if (week == 0) return(FALSE)
  all(sapply(strsplit(ports, " +")[[1]], function(port) {
    days <- seen[[paste(agent, port)]]
    if (is.null(days)) return(FALSE)
    days <- days[days$day > t0 + 7 * (week - 1) & days$day <= t0 + 7 * week, ]
    nrow(days) >= 2 && !any(days$open)
  }))
}
rates <- sapply(split(notices, notices$campaign), function(campaign) {
  campaign <- campaign[order(campaign$at), ]
  campaign <- campaign[!duplicated(campaign$agent), ]
  sapply(0:5, function(week) mean(mapply(improved, campaign$agent, campaign$ports, campaign$t0, week)))
})
mean_rate <- rowMeans(rates)
cat("mean of the campaigns in week 5:", mean_rate[6], "\n")

pdf("figure9.pdf", width = 8, height = 5)
matplot(0:5, 100 * rates, type = "b", lty = 3, pch = seq_len(ncol(rates)), col = "#777777",
        ylim = c(0, max(100 * rates, 10)), xlab = "Weeks since the notice", ylab = "Improved (%)")
lines(0:5, 100 * mean_rate, lwd = 3, col = "#e69f00")
legend("topleft", c(colnames(rates), "mean"), lty = c(rep(3, ncol(rates)), 1), lwd = c(rep(1, ncol(rates)), 3),
       pch = c(seq_len(ncol(rates)), NA), col = c(rep("#777777", ncol(rates)), "#e69f00"), bty = "n")
invisible(dev.off())

visits <- read("visits.csv")
visits$at <- time_of(visits$at)
first <- tapply(as.numeric(visits$at), visits$notice, min)
notices$days <- (first[notices$notice] - as.numeric(notices$at)) / 86400
shortest <- tapply(notices$days, notices$agent, function(days) min(c(days, Inf), na.rm = TRUE))
visitors <- sapply(0:35, function(day) sum(shortest <= day))
cat("visitors by day 3 and by day 35:", visitors[4], visitors[36], "of", length(shortest), "\n")

pdf("figure8.pdf", width = 8, height = 5)
plot(0:35, visitors, type = "s", lwd = 3, col = "#0072b2", ylim = c(0, length(shortest)),
     xlab = "Days since the notice was sent", ylab = paste("People who opened their page, of", length(shortest)))
invisible(dev.off())
