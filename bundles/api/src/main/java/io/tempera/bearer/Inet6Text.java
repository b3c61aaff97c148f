package io.tempera.bearer;

import java.net.Inet6Address;
import java.nio.ByteBuffer;

/** IPv6 addresses in the short form of RFC 5952. */
final class Inet6Text {
  private static final int GROUPS = 8;
  private static final int GROUP = 0xffff;

  private Inet6Text() {}

  /** For example {@code 2001:db8::1}, or {@code fe80::1%eth0}. */
  static String of(Inet6Address address) {
    String zone = "";
    if (address.getScopedInterface() != null) {
      zone = "%" + address.getScopedInterface().getName();
    } else if (address.getScopeId() != 0) {
      zone = "%" + address.getScopeId();
    }
    return text(address.getAddress()) + zone;
  }

  private static String text(byte[] address) {
    int[] groups = new int[GROUPS];
    ByteBuffer bytes = ByteBuffer.wrap(address);
    for (int i = 0; i < GROUPS; i++) {
      groups[i] = bytes.getShort() & GROUP;
    }
    int first = 0;
    int longest = 1; // a single zero is written out
    for (int start = 0; start < GROUPS; start++) {
      int length = zerosFrom(groups, start);
      if (length > longest) {
        first = start;
        longest = length;
      }
    }
    return longest == 1
        ? joined(groups, 0, GROUPS)
        : joined(groups, 0, first) + "::" + joined(groups, first + longest, GROUPS);
  }

  private static int zerosFrom(int[] groups, int start) {
    int end = start;
    while (end < GROUPS && groups[end] == 0) {
      end++;
    }
    return end - start;
  }

  private static String joined(int[] groups, int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append(i == from ? "" : ":").append(Integer.toHexString(groups[i]));
    }
    return text.toString();
  }
}
