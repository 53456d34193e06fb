using UploadProcessing.CommandLine;

return await UploadsCommand.RunAsync(args);
