package io.tempera.tracelog.internal;

import com.google.inject.Guice;
import com.google.inject.Stage;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.trace.Trace;
import io.tempera.trace.TraceListener;
import java.time.ZoneId;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.LoggerFactory;

/** The door of the trace log: listens to every trace. */
@Component(service = TraceListener.class, immediate = true, configurationPid = TraceLogConfig.PID)
@Designate(ocd = TraceLogConfig.class)
public final class TraceLogComponent implements TraceListener<Trace> {
  private final TraceLog log;
  private volatile LogSettings settings;

  /** Starts the writer. */
  @Activate
  public TraceLogComponent(@Reference TemperaRuntime runtime, TraceLogConfig config) {
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
  }

  /** Uses other settings from now on; refused ones leave the present ones as they are. */
  @Modified
  void modified(TraceLogConfig config) {
    settings = LogSettings.of(config);
  }

  /** Writes what waits and ends the writer. */
  @Deactivate
  void stop() {
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
