package dev.jyro.inference.svi;

/** What may be asked of a training between its steps; whatever it is, the programs are run. */
enum Query {
  LOSS,
  LOSS_BY_SITE,
  PREDICTIONS,
  WEIGHTED_DRAWS
}
