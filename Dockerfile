# The program without its own PostgreSQL in use: give it one with ACCORD_DATABASE_URL (docker-compose.yml does).
FROM eclipse-temurin:25-jdk AS build
WORKDIR /src
COPY .mvn .mvn
COPY mvnw pom.xml ./
RUN ./mvnw -B -q dependency:go-offline -Dsilent=true || true
COPY src src
RUN ./mvnw -B -q -Dmaven.test.skip=true package

FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --home-dir /accord --create-home accord
USER accord
WORKDIR /accord
COPY --from=build /src/target/accord.jar accord.jar
EXPOSE 8080
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=70", "-jar", "accord.jar"]
