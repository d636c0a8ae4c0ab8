package dev.jyro.tensor;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.JyroException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Numbers on their way from a file into Torch's memory, a piece at a time. For one reading. */
final class Intake {
  private static final int PIECE = 1 << 16;

  /** What one window can show. */
  private static final long MOST = Integer.MAX_VALUE - 8L;

  private final InputStream in;
  private final ByteOrder order;
  private final DataType type;

  private Intake(InputStream in, ByteOrder order, DataType type) {
    this.in = in;
    this.order = order;
    this.type = type;
  }

  /** The tensor has an owner before it is filled, so that it is freed if the filling fails. */
  static Tensor read(InputStream in, ByteOrder order, DataType type, Shape shape)
      throws IOException {
    if (shape.size() > MOST / type.getNumOfBytes()) {
      throw new JyroException(
          "read: %s of shape %s. Needed: at most %d bytes.".formatted(type, shape, MOST));
    }
    Tensor made = Blank.of(shape, type);
    if (shape.size() > 0) {
      new Intake(in, order, type).fill(Memory.window(made));
    }
    return made;
  }

  private void fill(ByteBuffer memory) throws IOException {
    byte[] piece = new byte[Math.min(PIECE, memory.remaining())];
    while (memory.hasRemaining()) {
      int wanted = Math.min(piece.length, memory.remaining());
      int found = in.readNBytes(piece, 0, wanted);
      if (found < wanted) {
        throw new IOException(
            "only %d bytes of numbers; needed: %d"
                .formatted(memory.position() + found, memory.capacity()));
      }
      put(ByteBuffer.wrap(piece, 0, found).order(order), memory);
    }
  }

  private void put(ByteBuffer piece, ByteBuffer memory) throws IOException {
    if (type == DataType.BOOLEAN) {
      needTruth(piece);
    }
    if (order.equals(memory.order()) || type.getNumOfBytes() == 1) {
      memory.put(piece);
    } else {
      turn(piece, memory);
    }
  }

  private void turn(ByteBuffer piece, ByteBuffer memory) {
    while (piece.hasRemaining()) {
      switch (type.getNumOfBytes()) {
        case 8 -> memory.putLong(piece.getLong());
        case 4 -> memory.putInt(piece.getInt());
        default -> memory.putShort(piece.getShort());
      }
    }
  }

  /** Torch takes any byte for a truth value, and goes astray. */
  private static void needTruth(ByteBuffer piece) throws IOException {
    for (int i = 0; i < piece.limit(); i++) {
      int found = Byte.toUnsignedInt(piece.get(i));
      if (found > 1) {
        throw new IOException("a truth value of %d; needed: 0 or 1".formatted(found));
      }
    }
  }
}
