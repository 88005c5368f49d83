FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /src
COPY . .
RUN dotnet publish src/TalentBank.Server --configuration Release --output /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app .
# What the server keeps beside the database (its master key) must belong to the user that it runs as.
RUN install -d -o $APP_UID .talentbank
USER $APP_UID
ENTRYPOINT ["dotnet", "TalentBank.Server.dll"]
