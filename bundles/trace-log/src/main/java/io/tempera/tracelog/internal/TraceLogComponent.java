package io.tempera.tracelog.internal;

import com.google.inject.Guice;
import com.google.inject.Stage;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.trace.Trace;
import io.tempera.trace.TraceListener;
import java.time.ZoneId;
import java.util.Hashtable;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.LoggerFactory;

/**
 * The door of the trace log: listens to every trace, and to what passes on the wire by a service of
 * its own, which is there only while that is written: otherwise nobody makes those traces.
 */
@Component(service = TraceListener.class, immediate = true, configurationPid = TraceLogConfig.PID)
@Designate(ocd = TraceLogConfig.class)
public final class TraceLogComponent implements TraceListener<Trace> {
  private final BundleContext context;
  private final TraceLog log;
  private volatile LogSettings settings;
  private Optional<ServiceRegistration<?>> wire = Optional.empty();

  /** Starts the writer. */
  @Activate
  public TraceLogComponent(
      BundleContext context, @Reference TemperaRuntime runtime, TraceLogConfig config) {
    this.context = context;
    settings = LogSettings.of(config);
    log =
        Guice.createInjector(
                Stage.PRODUCTION,
                new TraceLogModule(
                    runtime,
                    () -> settings,
                    new Slf4jSink(LoggerFactory.getILoggerFactory()),
                    new ConsoleSink(StandardOutput.stream(), ZoneId.systemDefault())))
            .getInstance(TraceLog.class);
    log.start();
    followWire();
  }

  /** Uses other settings from now on; refused ones leave the present ones as they are. */
  @Modified
  void modified(TraceLogConfig config) {
    settings = LogSettings.of(config);
    followWire();
  }

  private void followWire() {
    if (!settings.wantsWire()) {
      leaveWire();
    } else if (wire.isEmpty()) {
      wire =
          Optional.of(
              context.registerService(
                  TraceListener.class, new WireListener(log), new Hashtable<>()));
    }
  }

  private void leaveWire() {
    try {
      wire.ifPresent(ServiceRegistration::unregister);
    } catch (IllegalStateException e) {
      // It went with the bundle.
    }
    wire = Optional.empty();
  }

  /** Writes what waits and ends the writer. */
  @Deactivate
  void stop() {
    leaveWire();
    log.close();
  }

  @Override
  public Class<Trace> type() {
    return Trace.class;
  }

  @Override
  public void happened(Trace trace) {
    log.happened(trace);
  }
}
