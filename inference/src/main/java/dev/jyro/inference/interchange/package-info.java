/**
 * Draws for others to read: NumPy's {@code .npz}, Zarr stores as ArviZ reads and writes them, and
 * CSV for spreadsheets.
 *
 * <table>
 *   <caption>Files</caption>
 *   <tr><th>file</th><th>holds</th><th>is read by</th></tr>
 *   <tr><td>{@link dev.jyro.inference.interchange.ZarrStore}</td>
 *       <td>{@link dev.jyro.inference.interchange.InferenceData}, in Zarr 2</td>
 *       <td>{@code arviz.from_zarr}, xarray</td></tr>
 *   <tr><td>{@link dev.jyro.inference.interchange.NpzFile}</td>
 *       <td>{@link dev.jyro.inference.interchange.InferenceData}</td>
 *       <td>{@code numpy.load}</td></tr>
 *   <tr><td>{@link dev.jyro.inference.interchange.CsvFile}</td>
 *       <td>{@link dev.jyro.inference.predictive.Draws}</td>
 *       <td>spreadsheets, R, pandas</td></tr>
 * </table>
 *
 * <pre>{@code
 * new ZarrStore(Path.of("out/fit.zarr")).write(InferenceData.now().posterior(draws));
 *
 * Draws again = new ZarrStore(Path.of("out/fit.zarr")).read().draws("posterior");
 * }</pre>
 */
@NullMarked
package dev.jyro.inference.interchange;

import org.jspecify.annotations.NullMarked;
