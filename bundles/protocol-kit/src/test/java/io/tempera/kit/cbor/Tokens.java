package io.tempera.kit.cbor;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** What there is to read in an item, by our reader and by a library that is not ours. */
final class Tokens {
  private static final CBORFactory JACKSON = new CBORFactory();

  private Tokens() {}

  /** The items without their tags, for which Jackson has no tokens, as Jackson sees them. */
  static List<String> theirs(byte[] item) throws IOException {
    List<String> seen = new ArrayList<>();
    try (CBORParser parser = JACKSON.createParser(item)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        seen.add(
            switch (token) {
              case START_ARRAY -> "[";
              case START_OBJECT -> "{";
              case END_ARRAY, END_OBJECT -> "end";
              case FIELD_NAME, VALUE_STRING -> "text " + parser.getText();
              case VALUE_NUMBER_INT -> parser.getBigIntegerValue().toString();
              case VALUE_EMBEDDED_OBJECT -> hex(parser.getBinaryValue());
              case VALUE_NUMBER_FLOAT -> "float " + parser.getDoubleValue();
              default -> token.asString();
            });
      }
    }
    return seen;
  }

  /** The items without their tags, as our reader sees them. */
  static List<String> ours(byte[] item) {
    List<String> seen = new ArrayList<>();
    CborReader reader = new CborReader(item);
    read(reader, seen);
    reader.expectEnd();
    return seen;
  }

  private static void read(CborReader reader, List<String> seen) {
    switch (reader.peek()) {
      case UNSIGNED, NEGATIVE -> seen.add(reader.readBigInteger(0).toString());
      case BYTES -> seen.add(hex(reader.readBytesOfAnyForm(Integer.MAX_VALUE)));
      case TEXT -> seen.add("text " + reader.readTextOfAnyForm(Integer.MAX_VALUE));
      case ARRAY -> {
        seen.add("[");
        readAll(reader, seen, reader.readArrayStart(), 1);
      }
      case MAP -> {
        seen.add("{");
        readAll(reader, seen, reader.readMapStart(), 2);
      }
      case TAG -> {
        long tag = reader.readTag();
        // Behind 256 Jackson counts strings, and behind 25 it looks for one of them.
        if (tag < 24 || tag == 25 || tag == 256 || tag > Integer.MAX_VALUE) {
          throw new IllegalArgumentException("a tag that Jackson refuses, or gives a meaning to");
        }
        read(reader, seen);
      }
      case BOOL -> seen.add(Boolean.toString(reader.readBool()));
      case NULL -> {
        reader.readNull();
        seen.add("null");
      }
      case FLOAT -> seen.add("float " + reader.readFloat());
      default -> {
        if (reader.readSimple() != 23) {
          throw new IllegalArgumentException("a simple value that Jackson reads as something else");
        }
        seen.add("null");
      }
    }
  }

  private static void readAll(CborReader reader, List<String> seen, int count, int each) {
    for (int i = 0; count < 0 ? !reader.readBreak() : i < count * each; i++) {
      read(reader, seen);
    }
    seen.add("end");
  }

  private static String hex(byte[] bytes) {
    return "bytes " + HexFormat.of().formatHex(bytes);
  }
}
