package io.tempera.shell.internal;

import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The commands about mini-protocols. */
@Component(service = ProtocolCommands.class, immediate = true)
@GogoCommand(
    scope = Command.SCOPE,
    function = {"protocols"})
public final class ProtocolCommands {
  private final ProtocolReport report;

  /** Takes what is behind the commands. */
  @Activate
  public ProtocolCommands(@Reference ShellServices services) {
    report = services.get(ProtocolReport.class);
  }

  /** The mini-protocols that there are. */
  @Descriptor(Command.Summary.PROTOCOLS)
  public String protocols(String... arguments) {
    Command.PROTOCOLS.none(arguments);
    return report.text();
  }
}
