package io.tempera.shell.internal;

import io.tempera.runtime.TemperaRuntime;
import org.apache.felix.service.command.CommandProcessor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** The door of the control socket: offers no service, only the socket. */
@Component(
    service = {},
    immediate = true,
    configurationPid = ShellConfig.PID)
@Designate(ocd = ShellConfig.class)
public final class ControlSocketComponent {
  private final ControlSocket socket;
  private volatile ControlSettings settings;

  /** Opens the socket, if one is configured. */
  @Activate
  public ControlSocketComponent(
      @Reference TemperaRuntime runtime,
      @Reference CommandProcessor processor,
      ShellConfig config) {
    settings = ControlSettings.of(config);
    socket = new ControlSocket(runtime, new GogoSessions(processor), () -> settings);
    socket.open();
  }

  /**
   * Bounds change for those who are connected, too; they are hung up on only when the path changes.
   */
  @Modified
  void modified(ShellConfig config) {
    settings = ControlSettings.of(config);
    socket.open();
  }

  /** Closes the socket. */
  @Deactivate
  void stop() {
    socket.close();
  }
}
