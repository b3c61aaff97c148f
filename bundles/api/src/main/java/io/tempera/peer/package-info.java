/** The peer state actions: establish, activate, deactivate, close, monitor. */
@Export
@Version("0.1.0")
package io.tempera.peer;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
