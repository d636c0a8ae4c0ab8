package dev.jyro.inference.param;

import ai.djl.ndarray.types.DataType;
import com.google.gson.stream.JsonWriter;
import com.google.gson.stream.MalformedJsonException;
import dev.jyro.Headroom;
import dev.jyro.JyroException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The content of a file in the safetensors format: tensors by name, and remarks.
 *
 * <p>The file is: the header's length in eight bytes; the header, a JSON object that gives {@code
 * dtype}, {@code shape} and {@code data_offsets} for each name and may hold strings under {@code
 * __metadata__}; the numbers, row by row, without gaps. All is little-endian. Types: F64, F32, I64,
 * I32, I8, U8, BOOL. Every number comes back bit for bit, NaN and -0 included.
 *
 * <p>Reading runs no code from the file, and believes nothing in it: lengths and offsets are
 * checked against the file's size before anything is allocated. A header may have 16 MiB, or less
 * where {@link Headroom} is small, a tensor 2 GiB.
 *
 * <p>Immutable; safe for any number of threads. Source: the format's description at
 * github.com/huggingface/safetensors.
 *
 * @param tensors by name; when read, in the order in which they lie in the file
 * @param metadata remarks
 */
public record SafeTensors(Map<String, Tensor> tensors, Map<String, String> metadata) {
  private static final int MAX_HEADER = 1 << 24;
  private static final int BUFFER = 1 << 16;

  /** Keeps copies of the maps. */
  public SafeTensors {
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /** These tensors and no remarks. */
  public static SafeTensors of(Map<String, Tensor> tensors) {
    return new SafeTensors(tensors, Map.of());
  }

  /**
   * Reads a file; the tensors belong to the scope of now.
   *
   * @throws CheckpointException if it cannot be read or is not as it should be, saying what is
   *     wrong
   */
  public static SafeTensors read(Path file) {
    return read(file, in -> in);
  }

  /** The same, by way of another stream, which sees every byte of the file. */
  static SafeTensors read(Path file, UnaryOperator<InputStream> way) {
    try (TensorScope scope = TensorScope.open();
        DataInputStream in =
            new DataInputStream(new BufferedInputStream(way.apply(WholeFile.open(file)), BUFFER))) {
      SafeTensors read = read(in, Files.size(file));
      if (in.read() >= 0) {
        throw new IOException("the file grew while it was read");
      }
      read.tensors.values().forEach(scope::keep);
      return read;
    } catch (NoSuchFileException e) {
      throw new CheckpointException(file, "there is no such file.", e);
    } catch (IOException | IllegalStateException | IllegalArgumentException e) {
      throw new CheckpointException(
          file,
          "not a sound safetensors file. Found: %s. Fix: copy it again, or save it anew."
              .formatted(shortened(e)),
          e);
    }
  }

  /**
   * The tensor of this name.
   *
   * @throws JyroException if there is none; the message lists those that there are
   */
  public Tensor get(String name) {
    Tensor found = tensors.get(name);
    if (found == null) {
      throw new JyroException(
          "There is no tensor '%s'. There are: %s.".formatted(name, tensors.keySet()));
    }
    return found;
  }

  /**
   * Writes a file, in place of an older one, which stays as it was if that fails. After a loss of
   * power that may be so as well where the file system cannot force a folder to the disk.
   *
   * @throws CheckpointException if it cannot be written, if a tensor has a type that the format
   *     here lacks, or if a name is {@code __metadata__}
   */
  public void write(Path file) {
    WholeFile whole = new WholeFile(file);
    try {
      new Together(List.of(whole))
          .orForget(
              () -> {
                whole.write(this::write);
                whole.move();
              });
      whole.settle();
    } catch (CharacterCodingException | IllegalArgumentException e) {
      throw new CheckpointException(file, "cannot be written. Found: " + shortened(e) + ".", e);
    } catch (IOException e) {
      throw new CheckpointException(
          file,
          "cannot be written. Found: %s. Fix: see that the disk has room and that its folder is there and may be written to; then write again."
              .formatted(shortened(e)),
          e);
    }
  }

  /** Writes the bytes of the file; big numbers first, so that all are aligned. */
  void write(OutputStream stream) throws IOException {
    List<String> order =
        tensors.keySet().stream()
            .sorted(Comparator.comparingInt(name -> -type(name).bytes()))
            .toList();
    byte[] header = header(order);
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(stream, BUFFER));
    out.writeLong(Long.reverseBytes(header.length));
    out.write(header);
    for (String name : order) {
      type(name).write(get(name), out);
    }
    out.flush();
  }

  private static SafeTensors read(DataInputStream in, long size) throws IOException {
    long length = size < Long.BYTES ? -1 : Long.reverseBytes(in.readLong());
    long rest = size - Long.BYTES;
    long most = Math.min(MAX_HEADER, Headroom.bytesOfTree());
    if (length < 0 || length > Math.min(rest, most)) {
      throw new IOException(
          "a header of %s bytes in a file of %d; needed: one that fits into it, and at most %d bytes"
              .formatted(size < Long.BYTES ? "no" : Long.toUnsignedString(length), size, most));
    }
    byte[] json = in.readNBytes((int) length);
    if (json.length < length) {
      throw new EOFException("the file ended while it was read");
    }
    return read(in, Header.parse(json, rest - length));
  }

  private static SafeTensors read(DataInputStream in, Header header) throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Map.Entry<String, Slot> each : header.inOrder()) {
      Slot slot = each.getValue();
      tensors.put(each.getKey(), slot.type().read(in, Shapes.of(slot.sizes())));
    }
    return new SafeTensors(tensors, header.metadata());
  }

  private byte[] header(List<String> order) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.beginObject();
      writeMetadata(json);
      long offset = 0;
      for (String name : order) {
        offset = writeSlot(json, name, offset);
      }
      json.endObject();
    }
    return padded(StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text.getBuffer())));
  }

  private void writeMetadata(JsonWriter json) throws IOException {
    if (!metadata.isEmpty()) {
      json.name(Header.METADATA).beginObject();
      for (Map.Entry<String, String> each : metadata.entrySet()) {
        json.name(each.getKey()).value(each.getValue());
      }
      json.endObject();
    }
  }

  private long writeSlot(JsonWriter json, String name, long offset) throws IOException {
    if (name.equals(Header.METADATA)) {
      throw new IllegalArgumentException(
          "a tensor named " + name + ", which the format keeps for itself");
    }
    Dtype type = type(name);
    long end = offset + type.bytes() * get(name).numel();
    json.name(name).beginObject().name("dtype").value(type.name()).name("shape").beginArray();
    for (long size : get(name).shape().getShape()) {
      json.value(size);
    }
    json.endArray().name("data_offsets").beginArray().value(offset).value(end).endArray();
    json.endObject();
    return end;
  }

  /** With spaces at the end, so that the data begin at a multiple of eight. */
  private static byte[] padded(ByteBuffer text) {
    int length = text.remaining();
    byte[] header = new byte[(length + Long.BYTES - 1) / Long.BYTES * Long.BYTES];
    Arrays.fill(header, (byte) ' ');
    text.get(header, 0, length);
    return header;
  }

  private Dtype type(String name) {
    DataType type = get(name).dataType();
    return Dtype.of(type)
        .getOrElseThrow(
            () ->
                new IllegalArgumentException(
                    "'%s' of type %s; needed: one of %s"
                        .formatted(name, type, List.of(Dtype.values()))));
  }

  /** In few words: a hostile file can put millions of letters into an error, and gson advice. */
  private static String shortened(Exception e) {
    String text = e instanceof EOFException ? "it ends too early" : String.valueOf(e.getMessage());
    int advice = e instanceof MalformedJsonException ? text.lastIndexOf("malformed JSON") : 0;
    String plain = text.substring(Math.max(0, advice));
    String first = plain.lines().findFirst().orElse("");
    return first.length() <= 300 ? first : first.substring(0, 300) + "…";
  }
}
