# Makes cox.csv: what the package survival says of lifetimes.csv (Efron's ties, robust by cluster).
#
#     Rscript make.R

library(survival)

exact <- coxph.control(eps = 1e-14, toler.chol = 1e-14, iter.max = 50)

rows <- read.csv("lifetimes.csv")
fits <- list(
  plain = coxph(Surv(day, event) ~ treated, rows, ties = "efron", cluster = cluster, control = exact),
  stratified = coxph(Surv(day, event) ~ treated + strata(stratum), rows, ties = "efron", cluster = cluster, control = exact)
)
said <- sapply(fits, function(fit) {
  terms <- summary(fit)$coefficients
  c(terms[, "coef"], terms[, "se(coef)"], terms[, "robust se"], terms[, "Pr(>|z|)"])
})
lines <- apply(t(said), 1, function(row) paste(sprintf("%.16g", row), collapse = ","))
writeLines(c("fit,log_ratio,standard_error,robust_error,p", paste(names(lines), lines, sep = ",")), "cox.csv")
