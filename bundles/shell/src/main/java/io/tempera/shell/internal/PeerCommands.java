package io.tempera.shell.internal;

import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The commands about peers and their connections. Arguments are taken as they come: a shell that
 * matched them itself would answer a missing one with the names of Java types.
 */
@Component(service = PeerCommands.class, immediate = true)
@GogoCommand(
    scope = Command.SCOPE,
    function = {"peers", "peer", "establish", "activate", "deactivate", "close"})
public final class PeerCommands {
  private final PeerReport report;
  private final PeerDetail detail;
  private final PeerActions actions;

  /** Takes what is behind the commands. */
  @Activate
  public PeerCommands(@Reference ShellServices services) {
    report = services.get(PeerReport.class);
    detail = services.get(PeerDetail.class);
    actions = services.get(PeerActions.class);
  }

  /** Every connection. */
  @Descriptor(Command.Summary.PEERS)
  public String peers(String... arguments) {
    Command.PEERS.none(arguments);
    return report.text();
  }

  /** One connection. */
  @Descriptor(Command.Summary.PEER)
  public String peer(@Descriptor("PEER") String... arguments) {
    return detail.text(Command.PEER.only(arguments));
  }

  /** Cold to warm. */
  @Descriptor(Command.Summary.ESTABLISH)
  public String establish(
      @Descriptor("HOST:PORT [--initiator-only] [--inbound]") String... arguments) {
    return actions.establish(Arguments.of(arguments));
  }

  /** Warm to hot. */
  @Descriptor(Command.Summary.ACTIVATE)
  public String activate(@Descriptor("PEER") String... arguments) {
    return actions.activate(Command.ACTIVATE.only(arguments));
  }

  /** Hot to warm. */
  @Descriptor(Command.Summary.DEACTIVATE)
  public String deactivate(@Descriptor("PEER") String... arguments) {
    return actions.deactivate(Command.DEACTIVATE.only(arguments));
  }

  /** Warm or hot to cold. */
  @Descriptor(Command.Summary.CLOSE)
  public String close(@Descriptor("PEER") String... arguments) {
    return actions.close(Command.CLOSE.only(arguments));
  }
}
