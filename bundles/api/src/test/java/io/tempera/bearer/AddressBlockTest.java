package io.tempera.bearer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which addresses count as one remote side's. */
final class AddressBlockTest {
  private static AddressBlock of(String address) throws Exception {
    return AddressBlock.of(new InetSocketAddress(InetAddress.getByName(address), 3001))
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.2.7",
    "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::/64",
    "2001:db8:1:2::, 2001:db8:1:2::/64",
    "::1, ::/64",
    "fe80::1%1, fe80::/64",
    "::ffff:192.0.2.7, 192.0.2.7",
  })
  void anIpv4AddressIsOneAndAnIpv6SubnetIsOne(String address, String shown) throws Exception {
    assertThat(of(address)).hasToString(shown).isEqualTo(of(address));
  }

  @Test
  void aMappedIpv4AddressCountsAsItself() throws Exception {
    byte[] mapped = HexFormat.of().parseHex("00000000000000000000ffffc0000207");
    InetSocketAddress six = new InetSocketAddress(Inet6Address.getByAddress("", mapped, -1), 1);

    assertThat(AddressBlock.of(six)).contains(of("192.0.2.7"));
  }

  @Test
  void twoOfOneSubnetCountTogetherAndTwoSubnetsApart() throws Exception {
    assertThat(of("2001:db8::1")).isEqualTo(of("2001:db8::ffff:1"));
    assertThat(of("2001:db8::1")).isNotEqualTo(of("2001:db8:0:1::1"));
    assertThat(of("192.0.2.7")).isNotEqualTo(of("192.0.2.8"));
  }

  @Test
  void whoDialsAUnixSocketIsInNone() {
    UnixDomainSocketAddress socket = UnixDomainSocketAddress.of("/run/a.sock");

    assertThat(AddressBlock.of(new UnixClientAddress(socket, 7))).isEmpty();
    assertThat(AddressBlock.of(socket)).isEmpty();
  }
}
