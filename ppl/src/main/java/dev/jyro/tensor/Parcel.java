package dev.jyro.tensor;

import java.util.List;

/**
 * Tensors on their way from one thread's scope to another's: packed by {@link TensorScope#pack},
 * owned by the parcel until they are unpacked or the parcel is closed.
 *
 * <p>Safe for any number of threads; of several that unpack or close it the first gets the content.
 */
public final class Parcel implements AutoCloseable {
  private List<Tensor> content;

  Parcel(List<Tensor> content) {
    this.content = content;
  }

  /**
   * Gives the tensors to the innermost scope of this thread, or to the garbage collector if none is
   * open.
   */
  public void unpack() {
    TensorScope.Current here = TensorScope.current();
    taken().forEach(here::own);
  }

  /** Gives the tensors to the garbage collector, whatever scopes this thread has. */
  public void release() {
    taken().forEach(tensor -> tensor.belongTo(null));
  }

  /** Frees what was not unpacked. Closing twice does nothing. */
  @Override
  public void close() {
    taken().forEach(Tensor::free);
  }

  private synchronized List<Tensor> taken() {
    List<Tensor> taken = content;
    content = List.of();
    return taken;
  }
}
