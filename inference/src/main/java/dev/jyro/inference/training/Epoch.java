package dev.jyro.inference.training;

/**
 * A pass through the data that is over.
 *
 * @param number which; the first is 0
 * @param steps how many steps it had that were not skipped; those before a training was resumed are
 *     not counted
 * @param meanLoss the mean of their losses, in nats; NaN if there were none
 */
public record Epoch(long number, long steps, double meanLoss) {}
