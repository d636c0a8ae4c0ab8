/**
 * Pictures of results as PNG files: grids of images, curves, bands and scattered points. Nothing
 * here needs a display.
 *
 * <pre>{@code
 * ImageGrid.of(28, 28).columns(16).draw(samples).writeTo(Path.of("samples.png"));
 * LinePlot.of("Training", "epoch", "ELBO per image (nats)", train, test)
 *     .draw()
 *     .writeTo(Path.of("elbo.png"));
 * }</pre>
 *
 * <table>
 *   <caption>What lives here</caption>
 *   <tr><td>{@link dev.jyro.examples.picture.ImageGrid}</td><td>images in rows and columns</td></tr>
 *   <tr><td>{@link dev.jyro.examples.picture.LinePlot}</td><td>curves against a number</td></tr>
 *   <tr><td>{@link dev.jyro.examples.picture.Curve}</td><td>one of them</td></tr>
 *   <tr><td>{@link dev.jyro.examples.picture.BandPlot}</td><td>curves with a band each, and data</td></tr>
 *   <tr><td>{@link dev.jyro.examples.picture.Band}</td><td>one of them</td></tr>
 *   <tr><td>{@link dev.jyro.examples.picture.IntervalPlot}</td><td>numbers with their intervals, place by place</td></tr>
 *   <tr><td>{@link dev.jyro.examples.picture.ScatterPlot}</td><td>points by class</td></tr>
 *   <tr><td>{@link dev.jyro.examples.picture.Cloud}</td><td>those of one class</td></tr>
 *   <tr><td>{@link dev.jyro.examples.picture.Sheet}</td><td>several pictures on one</td></tr>
 *   <tr><td>{@link dev.jyro.examples.picture.Caption}</td><td>words under one</td></tr>
 *   <tr><td>{@link dev.jyro.examples.picture.Picture}</td><td>what all draw; writes PNG</td></tr>
 * </table>
 */
@NullMarked
package dev.jyro.examples.picture;

import org.jspecify.annotations.NullMarked;
