/**
 * Programs as pictures: the plate diagram of a model or guide, as text for those who draw.
 *
 * <table>
 * <caption>What lives here</caption>
 * <tr><th>type</th><th>what it is</th></tr>
 * <tr><td>{@link dev.jyro.inference.graph.ModelGraph}</td><td>nodes, plates and edges of one run; DOT and
 *     Mermaid text</td></tr>
 * <tr><td>{@link dev.jyro.inference.graph.Node}</td><td>a site, a parameter or a network</td></tr>
 * <tr><td>{@link dev.jyro.inference.graph.Edge}</td><td>what a node was computed from</td></tr>
 * <tr><td>{@link dev.jyro.inference.graph.PlateBox}</td><td>a plate, inside others</td></tr>
 * </table>
 *
 * <pre>{@code
 * ModelGraph graph = ModelGraph.of(model, data);
 * Files.writeString(Path.of("model.dot"), graph.toDot());
 * }</pre>
 *
 * <p>It lives with inference because a program with parameters runs only where somebody keeps them:
 * a {@link dev.jyro.inference.param.ParamStore}.
 */
@NullMarked
package dev.jyro.inference.graph;

import org.jspecify.annotations.NullMarked;
