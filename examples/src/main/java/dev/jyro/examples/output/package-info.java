/**
 * Where the examples put what they make. A folder is checked before the work starts, and a file is
 * whole or not there at all.
 *
 * <pre>{@code
 * OutputFolder out = OutputFolder.open(Path.of("out"));
 * Path file = out.write("elbo.csv", "epoch,elbo\n1,-180.0\n");
 * }</pre>
 *
 * <table>
 *   <caption>What lives here</caption>
 *   <tr><td>{@link dev.jyro.examples.output.OutputFolder}</td><td>a folder that can be written</td></tr>
 *   <tr><td>{@link dev.jyro.examples.output.AtomicFile}</td><td>a file written whole or not</td></tr>
 *   <tr><td>{@link dev.jyro.examples.output.OutputException}</td><td>what cannot be written</td></tr>
 * </table>
 */
@NullMarked
package dev.jyro.examples.output;

import org.jspecify.annotations.NullMarked;
