/**
 * The record of one run: its sites, in order.
 *
 * <table>
 * <caption>What lives here</caption>
 * <tr><th>type</th><th>what it is</th></tr>
 * <tr><td>{@link dev.jyro.trace.Trace}</td><td>the sites of one run, by name and in order; their
 *     joint log density; the table of sites in error messages, and that of their shapes</td></tr>
 * <tr><td>{@link dev.jyro.trace.Provenance}</td><td>which draws and parameters of a run a tensor was
 *     computed from</td></tr>
 * </table>
 *
 * <p>The smallest example:
 *
 * <pre>{@code
 * Trace trace = Trace.of(data -> sample("z", Normal.of(0, 1)), data);
 * trace.value("z");
 * trace.get("z").logProb();
 * }</pre>
 */
@NullMarked
package dev.jyro.trace;

import org.jspecify.annotations.NullMarked;
