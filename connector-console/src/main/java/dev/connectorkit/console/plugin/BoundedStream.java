package dev.connectorkit.console.plugin;

import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Takes so many bytes and no more. */
final class BoundedStream extends FilterOutputStream {

  private final long most;
  private long taken;

  BoundedStream(OutputStream out, long most) {
    super(out);
    this.most = most;
  }

  @Override
  public void write(int one) throws IOException {
    take(1);
    out.write(one);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    take(length);
    out.write(bytes, from, length);
  }

  private void take(int length) {
    taken += length;
    if (taken > most) {
      throw new ConsoleException(
          ConsoleError.TOO_LARGE, "The jar is over " + most + " bytes. Copy it into the folder.");
    }
  }
}
