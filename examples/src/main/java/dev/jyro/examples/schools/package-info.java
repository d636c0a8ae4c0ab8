/**
 * Eight schools: what coaching does for a test, learnt from eight small experiments at once; one
 * model in two terms, two guides, and the right answer beside them.
 *
 * <table>
 *   <caption>What lives here</caption>
 *   <tr><td>{@code EightSchools}</td><td>the model, centred and non-centred</td></tr>
 *   <tr><td>{@code Exact}</td><td>its posterior, by one integral</td></tr>
 *   <tr><td>{@code Fit}</td><td>a guide fitted to it, and how well</td></tr>
 *   <tr><td>{@code Comparison}</td><td>the run: four fits and their pictures</td></tr>
 * </table>
 */
@NullMarked
package dev.jyro.examples.schools;

import org.jspecify.annotations.NullMarked;
