package io.tempera.kit.cbor;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Makes well-formed CBOR of every form from a seed, without the classes under test. */
final class RandomItems {
  private final Random random;

  RandomItems(long seed) {
    random = new Random(seed);
  }

  byte[] item(int maxDepth) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(out, maxDepth);
    return out.toByteArray();
  }

  /** One to three bytes changed, left out, put in or cut off. */
  byte[] mutated(byte[] item) {
    List<Byte> bytes = new ArrayList<>();
    for (byte b : item) {
      bytes.add(b);
    }
    for (int i = random.nextInt(3); i >= 0 && !bytes.isEmpty(); i--) {
      int at = random.nextInt(bytes.size());
      switch (random.nextInt(4)) {
        case 0 -> bytes.set(at, (byte) random.nextInt(256));
        case 1 -> bytes.remove(at);
        case 2 -> bytes.add(at, (byte) random.nextInt(256));
        default -> bytes.subList(at, bytes.size()).clear();
      }
    }
    byte[] mutant = new byte[bytes.size()];
    for (int i = 0; i < mutant.length; i++) {
      mutant[i] = bytes.get(i);
    }
    return mutant;
  }

  private void write(ByteArrayOutputStream out, int depth) {
    switch (random.nextInt(depth > 0 ? 10 : 6)) {
      case 0 -> head(out, 0, number());
      case 1 -> head(out, 1, number());
      case 2 -> string(out, 2, bytes());
      case 3 -> string(out, 3, text());
      case 4 -> out.write(0xf4 + random.nextInt(4));
      case 5 -> floating(out);
      case 6, 7 -> container(out, 4, 1, depth);
      case 8 -> container(out, 5, 2, depth);
      default -> {
        if (random.nextBoolean()) {
          head(out, 6, 24 + random.nextInt(5_000));
          write(out, depth - 1);
        } else {
          chunked(out);
        }
      }
    }
  }

  private void container(ByteArrayOutputStream out, int major, int itemsEach, int depth) {
    int count = random.nextInt(5);
    boolean indefinite = random.nextBoolean();
    if (indefinite) {
      out.write(major << 5 | 31);
    } else {
      head(out, major, count);
    }
    for (int i = 0; i < count; i++) {
      if (itemsEach == 2) {
        string(out, 3, ("k" + i).getBytes(StandardCharsets.UTF_8));
      }
      write(out, depth - 1);
    }
    if (indefinite) {
      out.write(0xff);
    }
  }

  private void chunked(ByteArrayOutputStream out) {
    int major = 2 + random.nextInt(2);
    out.write(major << 5 | 31);
    for (int i = random.nextInt(4); i > 0; i--) {
      string(out, major, major == 2 ? bytes() : text());
    }
    out.write(0xff);
  }

  private void string(ByteArrayOutputStream out, int major, byte[] content) {
    head(out, major, content.length);
    out.writeBytes(content);
  }

  private void floating(ByteArrayOutputStream out) {
    int width = 1 + random.nextInt(3);
    out.write(0xe0 | 24 + width);
    for (int i = 0; i < 1 << width; i++) {
      out.write(random.nextInt(256));
    }
  }

  private byte[] bytes() {
    byte[] content = new byte[random.nextInt(random.nextInt(10) == 0 ? 300 : 30)];
    random.nextBytes(content);
    return content;
  }

  private byte[] text() {
    return Stream.generate(() -> List.of("a", "ß", "€", "𝄞").get(random.nextInt(4)))
        .limit(random.nextInt(12))
        .reduce("", String::concat)
        .getBytes(StandardCharsets.UTF_8);
  }

  private long number() {
    return random.nextLong() >>> 1 + random.nextInt(63);
  }

  /** A head whose argument is sometimes wider than it need be. */
  private void head(ByteArrayOutputStream out, int major, long argument) {
    int least =
        argument < 24
            ? -1
            : argument < 0x100 ? 0 : argument < 0x1_0000 ? 1 : argument < 0x1_0000_0000L ? 2 : 3;
    int width = random.nextInt(4) == 0 ? least + random.nextInt(4 - least) : least;
    if (width < 0) {
      out.write(major << 5 | (int) argument);
      return;
    }
    out.write(major << 5 | 24 + width);
    for (int shift = (8 << width) - 8; shift >= 0; shift -= 8) {
      out.write((int) (argument >> shift));
    }
  }
}
