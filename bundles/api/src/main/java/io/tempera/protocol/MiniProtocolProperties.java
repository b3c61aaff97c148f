package io.tempera.protocol;

import io.tempera.mux.StartMode;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * The service properties of a {@link MiniProtocol}, by which it is selected. Put it on the
 * component's class, beside {@code @Component}. A service on which one is missing or makes no sense
 * is rejected with a line in the log.
 */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface MiniProtocolProperties {
  /** Property names are {@code tempera.number} and so on. */
  String PREFIX_ = "tempera.";

  /** The mini-protocol's number, 2 to 32 767 (0 is the handshake, 1 is reserved). */
  int number();

  /** When it runs. */
  Temperature temperature();

  /** When its responder starts. Initiators always start eagerly. */
  StartMode responderStart() default StartMode.ON_DEMAND;

  /** How many bytes may wait for either half, unlooked at, before the connection is closed. */
  int ingressLimit();
}
