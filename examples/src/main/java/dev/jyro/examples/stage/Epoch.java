package dev.jyro.examples.stage;

/**
 * What an epoch of a training came to.
 *
 * @param number counted from 1
 * @param steps how many steps it had; fewer than usual where the training began or ended in it
 * @param elbo the mean of minus the loss, in nats a row, while it was trained on
 * @param seconds the time of all its steps
 * @param stepMillis the median time of a step, in milliseconds
 */
public record Epoch(long number, int steps, double elbo, double seconds, double stepMillis) {}
