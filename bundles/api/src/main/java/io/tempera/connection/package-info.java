/** One entry per connection, from reserved to terminated. */
@Export
@Version("0.1.0")
package io.tempera.connection;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
