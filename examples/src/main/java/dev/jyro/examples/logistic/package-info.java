/**
 * Bayesian logistic regression: threes from eights, by few digits, and how far to believe it.
 *
 * <table>
 *   <caption>What lives here</caption>
 *   <tr><td>{@code Digits}</td><td>the ink of each digit, tile by tile, and which it is</td></tr>
 *   <tr><td>{@code LogisticRegression}</td><td>the model</td></tr>
 *   <tr><td>{@code Comparison}</td><td>the run: the mode and three posteriors, examined</td></tr>
 *   <tr><td>{@code Examination}</td><td>predictions against the digits held out</td></tr>
 *   <tr><td>{@code Calibration}</td><td>whether what is said to be likely comes as often</td></tr>
 * </table>
 */
@NullMarked
package dev.jyro.examples.logistic;

import org.jspecify.annotations.NullMarked;
