package dev.connectorkit.host;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.util.function.Supplier;

/**
 * The one way into a plugin's code: with the plugin's class loader as context class loader, and
 * with every failure typed on the way out.
 */
final class PluginCalls {

  private final Class<?> pluginClass;

  PluginCalls(Class<?> pluginClass) {
    this.pluginClass = pluginClass;
  }

  <T> T call(String operation, Supplier<T> code) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(pluginClass.getClassLoader());
    try {
      return code.get();
    } catch (ConnectorException e) {
      throw e;
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
      // Not the message: it is a stranger's and may hold anything.
      throw ConnectorException.of(ConnectorError.UNEXPECTED)
          .message(
              "The connector "
                  + pluginClass.getName()
                  + " failed in "
                  + operation
                  + "() with "
                  + e.getClass().getName()
                  + ".")
          .cause(e)
          .build();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  void run(String operation, Runnable code) {
    call(
        operation,
        () -> {
          code.run();
          return Boolean.TRUE;
        });
  }
}
