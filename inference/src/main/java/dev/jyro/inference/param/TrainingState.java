package dev.jyro.inference.param;

import dev.jyro.inference.optim.State;

/**
 * Where a training stands, its parameters not included: what is saved beside them so that it can go
 * on as if it had never stopped.
 *
 * @param steps how many steps there have been
 * @param evaluations how many evaluations of the loss since the last step
 * @param seed what decides all draws
 * @param pace what each update is multiplied with: 1, or less where the learning rate was halved
 * @param skipped how many steps have been skipped
 * @param inARow how many of them just now
 * @param optimizer what the optimizer remembers
 */
public record TrainingState(
    int steps, int evaluations, long seed, double pace, int skipped, int inARow, State optimizer) {}
