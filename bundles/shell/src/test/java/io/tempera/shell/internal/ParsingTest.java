package io.tempera.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.bearer.ConnectionId;
import io.tempera.bearer.Endpoint;
import io.tempera.connection.Provenance;
import io.tempera.handshake.DiffusionMode;
import java.net.UnixDomainSocketAddress;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ParsingTest {
  private static final ConnectionId A = FakeNode.id("127.0.0.1:3001", "127.0.0.1:4001");
  private static final ConnectionId B = FakeNode.id("127.0.0.1:3001", "10.1.2.3:4001");
  private static final ConnectionId C = FakeNode.id("127.0.0.1:3001", "10.1.2.4:4002");
  private static final ConnectionId D = FakeNode.id("127.0.0.1:50000", "10.1.2.4:4002");

  @Test
  void aNameIsResolvedAndAnUnknownOneIsASentence() {
    Resolver resolver = FakeNode::lookUp;
    assertThat(resolver.resolve(new Endpoint.Host("relay.example.org", 3001)))
        .isEqualTo(FakeNode.address("10.0.0.7:3001"));
    assertThatThrownBy(() -> resolver.resolve(new Endpoint.Host("nowhere", 3001)))
        .isInstanceOf(CommandFailed.class)
        .hasMessage("The host 'nowhere' is not known: check its name, and this machine's DNS.");
  }

  @Test
  void aUnixSocketNeedsNoResolver() {
    Resolver resolver = FakeNode::lookUp;
    EstablishRequest request = EstablishRequest.parse(List.of("unix:/run/s"));
    assertThat(resolver.resolve(request.remote())).isEqualTo(UnixDomainSocketAddress.of("/run/s"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1:3001", "a:0", "unix:here"})
  void whatIsNoAddressIsRefusedWithWhatIsWrong(String typed) {
    assertThatThrownBy(() -> EstablishRequest.parse(List.of(typed)))
        .isInstanceOf(CommandFailed.class)
        .hasMessageStartingWith("'" + typed + "' has ")
        .hasMessageEndingWith("or unix:/run/tempera.sock.");
  }

  @Test
  void establishTakesItsOptionsAnywhere() {
    Endpoint remote = new Endpoint.Host("a", 1);
    assertThat(EstablishRequest.parse(List.of("a:1")))
        .isEqualTo(
            new EstablishRequest(
                remote, DiffusionMode.INITIATOR_AND_RESPONDER, Provenance.OUTBOUND));
    assertThat(EstablishRequest.parse(List.of("--initiator-only", "a:1")))
        .isEqualTo(new EstablishRequest(remote, DiffusionMode.INITIATOR_ONLY, Provenance.OUTBOUND));
    assertThat(EstablishRequest.parse(List.of("a:1", "--inbound")))
        .isEqualTo(
            new EstablishRequest(
                remote, DiffusionMode.INITIATOR_AND_RESPONDER, Provenance.INBOUND));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--inbound", "a:1 b:2", "a:1 --initiator_only"})
  void establishSaysHowItIsWrittenWhenItIsNot(String line) {
    List<String> arguments = line.isEmpty() ? List.of() : List.of(line.split(" "));
    assertThatThrownBy(() -> EstablishRequest.parse(arguments))
        .isInstanceOf(CommandFailed.class)
        .hasMessageStartingWith(
            "Write tempera:establish HOST:PORT [--initiator-only] [--inbound]: ");
  }

  private static ConnectionId find(String name) {
    return PeerName.find(name, List.of(A, B, C, D), Function.identity());
  }

  @Test
  void aPeerIsFoundByItsAddressItsPortOrItsBeginning() {
    assertThat(find("127.0.0.1:4001")).isEqualTo(A);
    assertThat(find("127")).isEqualTo(A);
    assertThat(find("10.1.2.3")).isEqualTo(B);
    assertThat(find(D.toString())).isEqualTo(D);
    assertThat(PeerName.find("4002", List.of(A, B, C), Function.identity())).isEqualTo(C);
    assertThat(PeerName.find(":4002", List.of(A, B, C), Function.identity())).isEqualTo(C);
  }

  @Test
  void aNameThatIsAWholeAddressIsNotMistakenForABeginning() {
    ConnectionId longer = FakeNode.id("127.0.0.1:3001", "127.0.0.1:40011");
    assertThat(PeerName.find("127.0.0.1:4001", List.of(longer, A), Function.identity()))
        .isEqualTo(A);
  }

  @Test
  void anIpv6PeerIsFoundHoweverItIsWritten() {
    ConnectionId six = FakeNode.id("[::1]:3001", "[2001:db8::1]:4001");
    for (String name :
        List.of("[2001:db8::1]:4001", "[2001:DB8:0:0:0:0:0:1]:4001", "[2001:db8:", "[2001")) {
      assertThat(PeerName.find(name, List.of(A, six), Function.identity())).isEqualTo(six);
    }
  }

  @Test
  void anAddressThatTheShellTookApartIsPutTogether() {
    assertThat(Arguments.of("--inbound", "[::1]", ":3001", "x"))
        .containsExactly("--inbound", "[::1]:3001", "x");
    assertThat(Arguments.of("[\"2001:db8::1\"]", ":3001")).containsExactly("[2001:db8::1]:3001");
    assertThat(Arguments.of(":3001", "a", ":3001")).containsExactly(":3001", "a", ":3001");
  }

  @Test
  void aNameThatMayMeanSeveralListsThem() {
    assertThatThrownBy(() -> find("4001"))
        .isInstanceOf(CommandFailed.class)
        .hasMessage(
            "'4001' may mean each of several: write one of these: 127.0.0.1:4001, 10.1.2.3:4001");
    assertThatThrownBy(() -> find("10.1.2.4:4002"))
        .hasMessage(
            "'10.1.2.4:4002' may mean each of several: write one of these, with the quotes:"
                + " '127.0.0.1:3001<->10.1.2.4:4002' '127.0.0.1:50000<->10.1.2.4:4002'");
  }

  @Test
  void aNameThatMeansNobodyListsWhoIsThere() {
    assertThatThrownBy(() -> PeerName.find("9", List.of(A, B), Function.identity()))
        .hasMessage("There is no peer '9', only 127.0.0.1:4001, 10.1.2.3:4001.");
    assertThatThrownBy(() -> PeerName.find("9", List.<ConnectionId>of(), Function.identity()))
        .hasMessage("There is no peer '9', and no other either.");
  }
}
