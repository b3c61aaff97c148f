package io.tempera.shell.internal;

import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The commands about what became of connections. */
@Component(service = HistoryCommands.class, immediate = true)
@GogoCommand(
    scope = Command.SCOPE,
    function = {"closed", "why"})
public final class HistoryCommands {
  private final RecentEnds ends;
  private final WhyReport why;

  /** Takes what is behind the commands. */
  @Activate
  public HistoryCommands(@Reference ShellServices services, @Reference RecentEnds ends) {
    this.why = services.get(WhyReport.class);
    this.ends = ends;
  }

  /** Why one connection is open. */
  @Descriptor(Command.Summary.WHY)
  public String why(@Descriptor("PEER") String... arguments) {
    return why.text(Command.WHY.only(arguments));
  }

  /** The last connections that ended. */
  @Descriptor(Command.Summary.CLOSED)
  public String closed(String... arguments) {
    Command.CLOSED.none(arguments);
    return ends.text();
  }
}
