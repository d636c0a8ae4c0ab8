/**
 * Many numbers a point, drawn as two: which points are neighbours can then be seen.
 *
 * <pre>{@code
 * Embedding plane = TSNE.of(30, 1000, 0).embed(means, 50); // float[n * 50]
 * ScatterPlot.map("Codes", Cloud.byClass(plane.x(), plane.y(), digits))
 *     .draw()
 *     .writeTo(Path.of("codes.png"));
 * }</pre>
 *
 * <table>
 *   <caption>What lives here, in the order of the work</caption>
 *   <tr><td>{@link dev.jyro.examples.embedding.TSNE}</td><td>the settings; starts the work</td></tr>
 *   <tr><td>{@code Points}</td><td>the points as given, and their distances</td></tr>
 *   <tr><td>{@code Perplexity}</td><td>how many neighbours a point listens to</td></tr>
 *   <tr><td>{@code Affinities}</td><td>how near two points are, as a probability</td></tr>
 *   <tr><td>{@code SparseMatrix}</td><td>what holds them</td></tr>
 *   <tr><td>{@code PrincipalPlane}</td><td>where the descent starts</td></tr>
 *   <tr><td>{@code QuadTree}</td><td>the plane in cells: far points act as one</td></tr>
 *   <tr><td>{@code Forces}</td><td>the gradient of the divergence</td></tr>
 *   <tr><td>{@code Axis}</td><td>one coordinate of all points, on its way</td></tr>
 *   <tr><td>{@code Descent}</td><td>the way</td></tr>
 *   <tr><td>{@link dev.jyro.examples.embedding.Embedding}</td><td>the result</td></tr>
 * </table>
 */
@NullMarked
package dev.jyro.examples.embedding;

import org.jspecify.annotations.NullMarked;
