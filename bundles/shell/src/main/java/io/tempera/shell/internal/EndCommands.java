package io.tempera.shell.internal;

import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command about connections that are no more. */
@Component(service = EndCommands.class, immediate = true)
@GogoCommand(
    scope = Command.SCOPE,
    function = {"closed"})
public final class EndCommands {
  private final RecentEnds ends;

  /** Takes what is behind the command. */
  @Activate
  public EndCommands(@Reference RecentEnds ends) {
    this.ends = ends;
  }

  /** The last connections that ended. */
  @Descriptor(Command.Summary.CLOSED)
  public String closed(String... arguments) {
    Command.CLOSED.none(arguments);
    return ends.text();
  }
}
