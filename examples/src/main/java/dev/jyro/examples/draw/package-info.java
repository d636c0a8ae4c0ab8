/**
 * The examples' programs as pictures and tables.
 *
 * <table>
 *   <caption>What lives here</caption>
 *   <tr><td>{@link dev.jyro.examples.draw.DrawCommand}</td><td>the command</td></tr>
 *   <tr><td>{@code Subject}</td><td>what can be drawn</td></tr>
 *   <tr><td>{@code Format}</td><td>how it can be drawn</td></tr>
 * </table>
 *
 * <pre>
 * jyro draw schools --format dot | dot -Tpng -o schools.png
 * </pre>
 */
@NullMarked
package dev.jyro.examples.draw;

import org.jspecify.annotations.NullMarked;
