package dev.jyro.examples.logistic;

import java.util.List;

/**
 * How good predictions were for the digits held out.
 *
 * @param logLikelihood the mean log probability of what the digit was, in nats
 * @param accuracy the share of the digits to which more than a half was given
 * @param calibrationError the expected calibration error
 * @param bins the reliability diagram
 */
record Score(
    double logLikelihood, double accuracy, double calibrationError, List<Calibration.Bin> bins) {}
