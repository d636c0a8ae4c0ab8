package dev.jyro.examples.schools;

import dev.jyro.examples.picture.Cloud;

/**
 * A fitted guide.
 *
 * @param fit how well it fits
 * @param funnel some of its draws: theta of the first school across, log tau upwards
 */
record Fitted(Fit fit, Cloud funnel) {}
