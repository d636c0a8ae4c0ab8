package dev.jyro.tensor;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.JyroException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.Cleaner;
import java.nio.ByteOrder;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * An immutable array of numbers in Torch's memory, with Torch's operations and gradients.
 *
 * <p>Operations have Torch's names and meaning, broadcasting and type promotion included; they
 * stand in {@link PointwiseOps}, {@link ComparisonOps}, {@link ActivationOps}, {@link
 * ReductionOps}, {@link ShapeOps}, {@link LinalgOps} and {@link DensityOps}. Types are float32 (the
 * default), float64, int64 and boolean. A {@code double} argument takes the type of the tensor that
 * it meets.
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
    implements PointwiseOps,
        ComparisonOps,
        ActivationOps,
        ReductionOps,
        ShapeOps,
        LinalgOps,
        DensityOps {
  private static final int JAVA_SIDE_BYTES = 512;

  private long address;
  private @Nullable Node node;
  private int place;
  private boolean isPiece;
  private boolean isLent;
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
    return Making.of(values, Shapes.of(values.length));
  }

  /** A vector, float64. */
  public static Tensor of(double... values) {
    return Making.of(values, Shapes.of(values.length));
  }

  /** A vector of whole numbers, int64. */
  public static Tensor of(long... values) {
    return Making.of(values, Shapes.of(values.length));
  }

  /** A vector of truth values. */
  public static Tensor of(boolean... values) {
    return Making.of(values, Shapes.of(values.length));
  }

  /** Row by row into the shape, float32. */
  public static Tensor of(float[] values, Shape shape) {
    return Making.of(values, shape);
  }

  /** Row by row into the shape, float64. */
  public static Tensor of(double[] values, Shape shape) {
    return Making.of(values, shape);
  }

  /** Row by row into the shape, int64. */
  public static Tensor of(long[] values, Shape shape) {
    return Making.of(values, shape);
  }

  /** Row by row into the shape, boolean. */
  public static Tensor of(boolean[] values, Shape shape) {
    return Making.of(values, shape);
  }

  /** A matrix of rows of one length, float32. */
  public static Tensor of(float[][] rows) {
    return Making.of(rows);
  }

  /** A matrix of rows of one length, float64. */
  public static Tensor of(double[][] rows) {
    return Making.of(rows);
  }

  /** Zeros, float32. */
  public static Tensor zeros(long... sizes) {
    return full(0, DataType.FLOAT32, sizes);
  }

  /** Zeros of the given type. */
  public static Tensor zeros(Shape shape, DataType type) {
    return full(0, type, shape.getShape());
  }

  /** Ones, float32. */
  public static Tensor ones(long... sizes) {
    return full(1, DataType.FLOAT32, sizes);
  }

  /** Ones of the given type. */
  public static Tensor ones(Shape shape, DataType type) {
    return full(1, type, shape.getShape());
  }

  /** One value everywhere. */
  public static Tensor full(double value, DataType type, long... sizes) {
    return TensorScope.current().adopt(Memory.full(sizes, value, type));
  }

  /** Filled row by row with what the supplier gives: float32 or float64. */
  public static Tensor filled(Shape shape, DataType type, DoubleSupplier next) {
    return Making.filled(shape, type, next);
  }

  /**
   * Reads numbers row by row, a piece at a time, into Torch's memory: Java's heap never holds them.
   * Every bit is kept. What comes after them is left in the stream.
   *
   * @param order of the bytes of one number
   * @throws IOException if there are not as many, or a truth value is neither 0 nor 1
   * @throws JyroException if they are more than 2 GiB
   */
  public static Tensor read(InputStream in, ByteOrder order, DataType type, Shape shape)
      throws IOException {
    return Intake.read(in, order, type, shape);
  }

  /** The identity matrix, float32. */
  public static Tensor eye(int size) {
    return eye(size, DataType.FLOAT32);
  }

  /** The identity matrix of the given type. */
  public static Tensor eye(int size, DataType type) {
    return TensorScope.current().adopt(Memory.eye(size, type));
  }

  /** The whole numbers 0 … count-1, int64. */
  public static Tensor arange(long count) {
    return Making.arange(count);
  }

  /** {@link #arange}, but shared by everybody and belonging to no scope; for counts met often. */
  public static Tensor indices(long count) {
    return Constants.indices(count);
  }

  /** {@code count} numbers from {@code first} to {@code last} inclusive, evenly apart, float32. */
  public static Tensor linspace(double first, double last, int count) {
    return Making.linspace(first, last, count, DataType.FLOAT32);
  }

  /** {@code count} numbers from {@code first} to {@code last} inclusive, evenly apart. */
  public static Tensor linspace(double first, double last, int count, DataType type) {
    return Making.linspace(first, last, count, type);
  }

  /** Zeros of this tensor's shape, type and device. */
  public Tensor zerosLike() {
    return Dispatch.like(Op.ZEROS_LIKE, this);
  }

  /** Ones of this tensor's shape, type and device. */
  public Tensor onesLike() {
    return Dispatch.like(Op.ONES_LIKE, this);
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
    address();
    if (shape == null) {
      shape = Memory.shape(this);
    }
    return shape;
  }

  /** The size of one dimension. */
  public long size(int dim) {
    return Shapes.size(shape(), dim);
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
    address();
    if (type == null) {
      type = Memory.type(this);
    }
    return type;
  }

  /** Whether the numbers are floating point. */
  public boolean isFloating() {
    return dataType().isFloating();
  }

  /** Where the numbers are. */
  public Device device() {
    return Memory.device(this);
  }

  /** Whether its scope has freed it; every other method refuses it then. */
  public boolean isFreed() {
    return address == 0;
  }

  // ---- Reading

  /**
   * The number in a tensor of one element.
   *
   * @throws ShapeException if there is not exactly one
   */
  public double item() {
    return Reading.only(this);
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
    if (dataType() == target) {
      return this;
    }
    return Dispatch.type(Op.AS_TYPE, this, target);
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

  /** Spares asking Torch for what its maker knows. */
  Tensor known(Shape ofShape, DataType ofType) {
    shape = ofShape;
    type = ofType;
    return this;
  }

  /** Whether a gradient would flow into or through this tensor. */
  public boolean requiresGradient() {
    address();
    return isTracked();
  }

  /** Whether it knows what it was computed from, or is to be trained itself. */
  boolean isTracked() {
    return node != null;
  }

  /** How it came about, if that was recorded. */
  @Nullable Node node() {
    return node;
  }

  /** From here on gradients go this way. */
  void comeFrom(Node origin) {
    node = origin;
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
    return address == 0 ? "Tensor(freed)" : Reading.described(this);
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

  /** A tensor that the process keeps for good. */
  static Tensor shared(long address) {
    Tensor tensor = new Tensor(address);
    tensor.belongToAll();
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
      cleanable = Unscoped.register(this, address, bytes());
    }
  }

  void belongToAll() {
    owner = null;
    cleanable = Unscoped.registerShared(this, address, bytes());
  }

  /** Remembers that the operation made it of this tensor. */
  Tensor madeOf(Tensor other, Op op) {
    if (op.isCut() || op.isView()) {
      isLent = other.owner == null || other.isLent;
      isPiece = other.isPiece ? op != Op.EXPAND : op.isCut() && !isLent;
    }
    return this;
  }

  /**
   * Whether it may be a part of a larger tensor that a scope frees, and whose memory it would hold
   * alone from then on. What is stretched is none: a copy may need more.
   */
  boolean isPiece() {
    return isPiece;
  }

  /** Takes a copy of its numbers for its own; gives what holds the memory that they were in. */
  Tensor cutLoose() {
    Tensor before = new Tensor(address());
    address = Memory.clone(this);
    isPiece = false;
    return before;
  }

  private long bytes() {
    return numel() * dataType().getNumOfBytes() + JAVA_SIDE_BYTES;
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
}
