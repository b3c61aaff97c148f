package io.tempera.bearer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses as operators write them, and as they are shown. */
final class EndpointTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:3001, 127.0.0.1, 3001",
    "localhost:0, localhost, 0",
    "relay.example.org:1, relay.example.org, 1",
    "[::1]:65535, ::1, 65535",
    "[fe80::1%eth0]:3001, fe80::1%eth0, 3001",
    "[::ffff:10.0.0.1]:3001, ::ffff:10.0.0.1, 3001",
  })
  void aHostAndAPort(String text, String host, int port) {
    Endpoint endpoint = Endpoint.parse(text);

    assertThat(endpoint).isEqualTo(new Endpoint.Host(host, port));
    assertThat(endpoint).hasToString(text);
  }

  @Test
  void aUnixSocketIsAnAbsolutePath() throws Exception {
    Endpoint endpoint = Endpoint.parse("unix:/run/a node:1.sock");

    assertThat(endpoint).isEqualTo(new Endpoint.UnixSocket(Path.of("/run/a node:1.sock")));
    assertThat(endpoint).hasToString("unix:/run/a node:1.sock");
    assertThat(endpoint.resolve()).isEqualTo(UnixDomainSocketAddress.of("/run/a node:1.sock"));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, has no port",
    "3001, has no port",
    "'', has no port",
    "::1:3001, several colons: an IPv6 address stands in brackets",
    "[::1], is no address",
    "[]:3001, is no address",
    "[host]:1, is no address",
    ":3001, is no address",
    "a b:3001, is no address",
    "127.0.0.1:, has '' for a port",
    "127.0.0.1:-1, has '-1' for a port",
    "127.0.0.1:65536, has '65536' for a port",
    "127.0.0.1:99999999999, for a port",
    "127.0.0.1:+5, for a port",
    "[::1]:port, for a port",
    "unix:, no absolute path",
    "unix:run/node.sock, no absolute path",
  })
  void whatIsNoneIsRefusedWithWhatIsWrongAndWhatIsRight(String text, String complaint) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Endpoint.parse(text))
        .withMessageStartingWith("'" + text + "' ")
        .withMessageContaining(complaint)
        .withMessageEndingWith(
            "write 127.0.0.1:3001, [::1]:3001, relay.example.org:3001 or"
                + " unix:/run/tempera.sock");
  }

  @Test
  void whoIsDialledHasAPort() {
    assertThat(Endpoint.parseRemote("a:1")).isEqualTo(Endpoint.parse("a:1"));
    assertThat(Endpoint.parseRemote("unix:/s")).isEqualTo(Endpoint.parse("unix:/s"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Endpoint.parseRemote("a:0"))
        .withMessageStartingWith("'a:0' has port 0");
  }

  @Test
  void aHostIsLookedUpWhenItIsAskedFor() throws Exception {
    assertThat(Endpoint.parse("127.0.0.1:7").resolve())
        .isEqualTo(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 7));
    assertThatThrownBy(() -> Endpoint.parse("no-such-host.invalid:7").resolve())
        .isInstanceOf(UnknownHostException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1:3001",
        "[::1]:3001",
        "[::]:0",
        "[2001:db8::1]:3001",
        "[2001:db8:0:1:1:1:1:1]:3001",
        "[2001:0:0:1::1]:3001",
        "[1::]:3001",
        "[fe80::1%7]:3001",
        "unix:/run/tempera.sock"
      })
  void anAddressIsShownAsItIsWritten(String text) throws Exception {
    assertThat(ConnectionId.text(Endpoint.parse(text).resolve())).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "[0:0:0:0:0:0:0:1]:1, [::1]:1",
    "[2001:DB8::0001]:1, [2001:db8::1]:1",
    "[1:0:0:2:0:0:0:3]:1, [1:0:0:2::3]:1",
    "[1:0:0:2:3:0:0:4]:1, [1::2:3:0:0:4]:1",
    "[::ffff:10.0.0.1]:1, 10.0.0.1:1",
  })
  void ofTheManyWaysToWriteAnIpv6AddressTheShortOneIsShown(String text, String shown)
      throws Exception {
    assertThat(ConnectionId.text(Endpoint.parse(text).resolve())).isEqualTo(shown);
  }

  @Test
  void aNameThatIsNotResolvedIsShownAsItIs() {
    SocketAddress name = InetSocketAddress.createUnresolved("relay.example.org", 3001);
    assertThat(ConnectionId.text(name)).isEqualTo("relay.example.org:3001");
  }

  @Test
  void theEndThatDialledAUnixSocketIsANumber() {
    UnixDomainSocketAddress socket = UnixDomainSocketAddress.of("/run/s");
    UnixClientAddress client = new UnixClientAddress(socket, 7);

    assertThat(new ConnectionId(socket, client)).hasToString("unix:/run/s<->unix:/run/s#7");
    assertThat(client).isEqualTo(new UnixClientAddress(socket, 7));
    assertThat(client).hasSameHashCodeAs(new UnixClientAddress(socket, 7));
    assertThat(client).isNotEqualTo(new UnixClientAddress(socket, 8)).isNotEqualTo(socket);
  }
}
