package dev.connectorkit.host.signin;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Data sources that behave as no good pool does. */
public final class DataSources {

  private DataSources() {}

  /** Hands out one connection again and again, without cleaning it in between. */
  static DataSource always(Connection connection, Closing insteadOfClosing) {
    Connection kept =
        proxy(
            Connection.class,
            (method, arguments) -> {
              if (method.getName().equals("close")) {
                insteadOfClosing.run();
                return null;
              }
              return method.invoke(connection, arguments);
            });
    return of(() -> kept);
  }

  static DataSource failing(Exception thrown) {
    return of(
        () -> {
          throw thrown;
        });
  }

  public static DataSource of(Source source) {
    return proxy(
        DataSource.class,
        (method, arguments) -> {
          if (!method.getName().equals("getConnection")) {
            throw new UnsupportedOperationException(method.getName());
          }
          return source.get();
        });
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              try {
                return call.of(method, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  interface Closing {
    void run() throws SQLException;
  }

  public interface Source {
    Connection get() throws Exception;
  }

  private interface Call {
    Object of(Method method, Object[] arguments) throws Exception;
  }
}
