/**
 * Normalising flows: bijectors with many parameters, which make of a simple distribution one that
 * fits data.
 *
 * <pre>{@code
 * Distribution fitted =
 *     Transformed.of(
 *         Normal.standard(2).toEvent(1),
 *         SplineCoupling.param("first", 2, 1),
 *         Bijectors.permute(1, 0),
 *         SplineCoupling.param("second", 2, 1));
 * }</pre>
 *
 * <p>{@code of} takes the parameters as tensors, {@code param} asks the program's surroundings for
 * them, under a name. All are of vectors, and their parameters take the type of what they meet.
 *
 * <table>
 * <caption>Flows</caption>
 * <tr><th>class</th><th>forward</th><th>inverse</th></tr>
 * <tr><td>{@link dev.jyro.flow.AffineAutoregressive}</td><td>one pass</td>
 *     <td>a pass for each number</td></tr>
 * <tr><td>{@link dev.jyro.flow.AffineCoupling}</td><td>one pass</td><td>one pass</td></tr>
 * <tr><td>{@link dev.jyro.flow.Householder}</td><td>closed form</td><td>closed form</td></tr>
 * <tr><td>{@link dev.jyro.flow.Planar}</td><td>closed form</td><td>by bisection</td></tr>
 * <tr><td>{@link dev.jyro.flow.Radial}</td><td>closed form</td><td>closed form</td></tr>
 * <tr><td>{@link dev.jyro.flow.Spline}</td><td>closed form</td><td>closed form</td></tr>
 * <tr><td>{@link dev.jyro.flow.SplineCoupling}</td><td>one pass</td><td>one pass</td></tr>
 * </table>
 */
@NullMarked
package dev.jyro.flow;

import org.jspecify.annotations.NullMarked;
