/**
 * A straight line for each of two groups, with all that is not known about them: by a guide written
 * by hand, by two that write themselves, and exactly.
 *
 * <table>
 *   <caption>What lives here</caption>
 *   <tr><td>{@link dev.jyro.examples.regression.Regression}</td><td>the model, and the guide by hand</td></tr>
 *   <tr><td>{@link dev.jyro.examples.regression.Points}</td><td>data, simulated</td></tr>
 *   <tr><td>{@code Guides}</td><td>the three guides</td></tr>
 *   <tr><td>{@code Exact}</td><td>posterior, evidence and predictions in closed form</td></tr>
 *   <tr><td>{@code Training}</td><td>learns and compares</td></tr>
 *   <tr><td>{@code Gallery}</td><td>bands, densities and tables</td></tr>
 * </table>
 */
@NullMarked
package dev.jyro.examples.regression;

import org.jspecify.annotations.NullMarked;
