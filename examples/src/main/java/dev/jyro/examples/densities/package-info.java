/**
 * The gallery of densities: each distribution of one number, drawn by the library itself.
 *
 * <table>
 *   <caption>What lives here</caption>
 *   <tr><td>{@link dev.jyro.examples.densities.DensitiesCommand}</td><td>the command</td></tr>
 *   <tr><td>{@code Panel}</td><td>one distribution, with several parameters</td></tr>
 *   <tr><td>{@code Page}</td><td>the panels of one picture</td></tr>
 * </table>
 */
@NullMarked
package dev.jyro.examples.densities;

import org.jspecify.annotations.NullMarked;
