/**
 * What a mini-protocol's author writes with: the protocol as a table ({@link
 * io.tempera.kit.ProtocolSpec}), its encoding ({@link io.tempera.kit.MessageCodec}), and one method
 * per half that holds a conversation over a {@link io.tempera.kit.Session}. {@link
 * io.tempera.kit.KitProtocol} makes a service of the three.
 */
@Export
@Version("0.1.0")
package io.tempera.kit;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
