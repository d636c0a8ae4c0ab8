package dev.jyro.tensor;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * An immutable array of numbers in Torch's memory, with Torch's operations and gradients.
 *
 * <p>Operations have Torch's names and meaning, broadcasting and type promotion included; they
 * stand in {@link PointwiseOps}, {@link ActivationOps}, {@link ReductionOps}, {@link ShapeOps} and
 * {@link LinalgOps}. Types are float32 (the default), float64, int64 and boolean. A {@code double}
 * argument takes the type of the tensor that it meets.
 *
 * <p>Dimensions are counted from 0 or, with a minus, from the right: -1 is the last.
 *
 * <p>Tensors belong to the {@link TensorScope} that is open when they are made, or else to the
 * garbage collector. Data from Java is copied into Torch's memory and copied back out: no memory is
 * shared with the Java heap.
 *
 * <p>A tensor may be read by any number of threads. Two tensors are equal only if they are the same
 * object; compare contents with {@link #toDoubles()}.
 *
 * <p>Errors: {@link ShapeException} names the operation and all the shapes; using a tensor that its
 * scope has freed throws {@link IllegalStateException}.
 */
public final class Tensor
    implements PointwiseOps, ActivationOps, ReductionOps, ShapeOps, LinalgOps {
  private static final int JAVA_SIDE_BYTES = 512;

  private long address;
  private int place;
  private @Nullable TensorScope owner;
  private Cleaner.@Nullable Cleanable cleanable;
  private @Nullable Shape shape;
  private @Nullable DataType type;

  /** For {@link TensorScope.Current#adopt} and {@link #unscoped}, which say whose it is. */
  Tensor(long address) {
    this.address = address;
  }

  // ---- Making

  /** A single number, float32. */
  public static Tensor scalar(double value) {
    return full(value, DataType.FLOAT32);
  }

  /** A single number of the given type. */
  public static Tensor scalar(double value, DataType type) {
    return full(value, type);
  }

  /** A vector, float32. */
  public static Tensor of(float... values) {
    return of(values, Shapes.of(values.length));
  }

  /** A vector, float64. */
  public static Tensor of(double... values) {
    return of(values, Shapes.of(values.length));
  }

  /** A vector of whole numbers, int64. */
  public static Tensor of(long... values) {
    return of(values, Shapes.of(values.length));
  }

  /** A vector of truth values. */
  public static Tensor of(boolean... values) {
    long made = room(Shapes.of(values.length), values.length, DataType.BOOLEAN);
    ByteBuffer window = Memory.window(made);
    for (boolean value : values) {
      window.put((byte) (value ? 1 : 0));
    }
    return TensorScope.current().adopt(made);
  }

  /** Row by row into the shape, float32. */
  public static Tensor of(float[] values, Shape shape) {
    long made = room(shape, values.length, DataType.FLOAT32);
    Memory.window(made).asFloatBuffer().put(values);
    return TensorScope.current().adopt(made);
  }

  /** Row by row into the shape, float64. */
  public static Tensor of(double[] values, Shape shape) {
    long made = room(shape, values.length, DataType.FLOAT64);
    Memory.window(made).asDoubleBuffer().put(values);
    return TensorScope.current().adopt(made);
  }

  /** Row by row into the shape, int64. */
  public static Tensor of(long[] values, Shape shape) {
    long made = room(shape, values.length, DataType.INT64);
    Memory.window(made).asLongBuffer().put(values);
    return TensorScope.current().adopt(made);
  }

  /** A matrix of rows of one length, float32. */
  public static Tensor of(float[][] rows) {
    int columns = rows.length == 0 ? 0 : rows[0].length;
    float[] flat = new float[rows.length * columns];
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != columns) {
        throw new ShapeException(
            "of: row %d has %d numbers and row 0 has %d. Needed: rows of one length."
                .formatted(i, rows[i].length, columns));
      }
      System.arraycopy(rows[i], 0, flat, i * columns, columns);
    }
    return of(flat, Shapes.of(rows.length, columns));
  }

  /** Zeros, float32. */
  public static Tensor zeros(long... sizes) {
    return full(0, DataType.FLOAT32, sizes);
  }

  /** Ones, float32. */
  public static Tensor ones(long... sizes) {
    return full(1, DataType.FLOAT32, sizes);
  }

  /** One value everywhere. */
  public static Tensor full(double value, DataType type, long... sizes) {
    return TensorScope.current().adopt(Memory.full(sizes, value, type));
  }

  /** Filled row by row with what the supplier gives: float32 or float64. */
  public static Tensor filled(Shape shape, DataType type, DoubleSupplier next) {
    int count = Math.toIntExact(shape.size());
    long made = Memory.empty(shape.getShape(), type);
    ByteBuffer window = Memory.window(made);
    if (type == DataType.FLOAT64) {
      for (int i = 0; i < count; i++) {
        window.putDouble(8 * i, next.getAsDouble());
      }
    } else {
      for (int i = 0; i < count; i++) {
        window.putFloat(4 * i, (float) next.getAsDouble());
      }
    }
    return TensorScope.current().adopt(made);
  }

  /** The identity matrix, float32. */
  public static Tensor eye(int size) {
    return TensorScope.current().adopt(Memory.eye(size, DataType.FLOAT32));
  }

  /** The whole numbers 0 … count-1, int64. */
  public static Tensor arange(long count) {
    long[] values = new long[Math.toIntExact(count)];
    Arrays.setAll(values, i -> i);
    return of(values);
  }

  /** {@link #arange}, but shared by everybody and belonging to no scope; for counts met often. */
  public static Tensor indices(long count) {
    return Constants.indices(count);
  }

  /** {@code count} numbers from {@code first} to {@code last} inclusive, evenly apart, float32. */
  public static Tensor linspace(double first, double last, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (first + (last - first) * i / Math.max(1, count - 1));
    }
    return of(values);
  }

  /** A copy of a DJL array; gradients are not followed across. */
  public static Tensor ofArray(NDArray array) {
    return Blocks.copyIn(array);
  }

  /** A copy for DJL, owned by the manager; gradients are not followed across. */
  public NDArray toArray(NDManager manager) {
    return Blocks.copyOut(this, manager);
  }

  // ---- Asking

  /** The sizes. */
  public Shape shape() {
    if (shape == null) {
      shape = Memory.shape(address());
    }
    return shape;
  }

  /** The size of one dimension. */
  public long size(int dim) {
    Shape sizes = shape();
    int rank = sizes.dimension();
    if (dim < -rank || dim >= rank) {
      throw new ShapeException(
          "size: dimension %d of a tensor of shape %s. Needed: %d to %d."
              .formatted(dim, sizes, -rank, rank - 1));
    }
    return sizes.get(dim < 0 ? dim + rank : dim);
  }

  /** How many dimensions. */
  public int dim() {
    return shape().dimension();
  }

  /** How many numbers. */
  public long numel() {
    return shape().size();
  }

  /** The type of the numbers. */
  public DataType dataType() {
    if (type == null) {
      type = Memory.type(address());
    }
    return type;
  }

  /** Whether the numbers are floating point. */
  public boolean isFloating() {
    return dataType().isFloating();
  }

  /** Where the numbers are. */
  public Device device() {
    return Memory.device(address());
  }

  // ---- Reading

  /**
   * The number in a tensor of one element.
   *
   * @throws ShapeException if there is not exactly one
   */
  public double item() {
    if (numel() != 1) {
      throw new ShapeException(
          "item: the shape is %s. Needed: one element. Reduce it first, or use toDoubles()."
              .formatted(shape()));
    }
    return Reading.first(this);
  }

  /** A copy, row by row, as {@code float}. */
  public float[] toFloats() {
    return Reading.floats(this);
  }

  /** A copy, row by row, as {@code double}. */
  public double[] toDoubles() {
    return Reading.doubles(this);
  }

  /** A copy, row by row, as {@code long}; fractions are cut. */
  public long[] toLongs() {
    return Reading.longs(this);
  }

  /** A copy, row by row; not zero is true. */
  public boolean[] toBooleans() {
    return Reading.booleans(this);
  }

  // ---- Type, place and gradient

  /** The same numbers in another type; the gradient goes through. */
  public Tensor to(DataType target) {
    return dataType() == target
        ? this
        : Dispatch.script(Op.AS_TYPE, this, Reading.scalarType(target));
  }

  /** The same numbers on another device; the gradient goes through. */
  public Tensor to(Device device) {
    if (device.equals(device())) {
      return this;
    }
    String place = device.isGpu() ? "cuda:" + device.getDeviceId() : device.getDeviceType();
    return Dispatch.script(Op.TO_DEVICE, this, place);
  }

  /** The same numbers as constants: no gradient passes. */
  public Tensor detach() {
    return Dispatch.unary(Op.DETACH, this);
  }

  /** Whether a gradient would flow into or through this tensor. */
  public boolean requiresGradient() {
    return Gradients.isRequiredBy(this);
  }

  /** A number as a tensor that everybody shares; it belongs to no scope and costs nothing again. */
  public static Tensor constant(double value, DataType type) {
    return Constants.of(value, type);
  }

  /** The number of this value with this tensor's type; shared. */
  public Tensor constant(double value) {
    return Constants.matching(value, dataType());
  }

  @Override
  public Tensor tensor() {
    return this;
  }

  /** Shape, type and the first numbers, for people. */
  @Override
  public String toString() {
    if (address == 0) {
      return "Tensor(freed)";
    }
    String numbers = numel() <= 8 ? " " + Arrays.toString(toDoubles()) : "";
    return "Tensor" + shape() + " " + dataType().name().toLowerCase(Locale.ROOT) + numbers;
  }

  // ---- Ownership

  long address() {
    if (address == 0) {
      throw new IllegalStateException(
          "This tensor was freed when its TensorScope closed. Let it out with scope.keep(tensor),"
              + " or use it while the scope is open.");
    }
    return address;
  }

  static long[] addresses(Tensor... tensors) {
    long[] addresses = new long[tensors.length];
    for (int i = 0; i < addresses.length; i++) {
      addresses[i] = tensors[i].address();
    }
    return addresses;
  }

  /** A tensor that belongs to the garbage collector from the start. */
  static Tensor unscoped(long address) {
    Tensor tensor = new Tensor(address);
    tensor.belongTo(null);
    return tensor;
  }

  /** A constant: the garbage collector's, and not counted among the tensors outside scopes. */
  static Tensor shared(long address) {
    Tensor tensor = new Tensor(address);
    tensor.cleanable = Unscoped.registerShared(tensor, address);
    return tensor;
  }

  @Nullable TensorScope owner() {
    return owner;
  }

  int place() {
    return place;
  }

  void placedIn(TensorScope scope, int where) {
    owner = scope;
    place = where;
  }

  void belongTo(@Nullable TensorScope scope) {
    if (scope != null) {
      scope.adopt(this);
    } else {
      owner = null;
      long bytes = numel() * dataType().getNumOfBytes() + JAVA_SIDE_BYTES;
      cleanable = Unscoped.register(this, address, bytes);
    }
  }

  void free() {
    long freed = address;
    address = 0;
    if (cleanable != null) {
      cleanable.clean();
    } else if (freed != 0) {
      Memory.delete(freed);
    }
  }

  private static long room(Shape shape, int values, DataType type) {
    if (shape.size() != values) {
      throw new ShapeException(
          "of: %d numbers for the shape %s, which holds %d."
              .formatted(values, shape, shape.size()));
    }
    return Memory.empty(shape.getShape(), type);
  }
}
